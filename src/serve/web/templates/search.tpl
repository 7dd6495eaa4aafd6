{{%AUTOESCAPE context="HTML"}}<header class="page-head search-head"><div>
<h1>{{HEAD_TITLE}}</h1>
<form class="ask" action="/search" role="search" aria-label="{{T_SEARCH_ARTICLES}}">
<label class="vh" for="q">{{T_SEARCH_LABEL}}</label>
<input id="q" name="q" type="search" dir="auto" value="{{QUERY_TEXT}}" placeholder="{{T_SEARCH_PLACEHOLDER}}" enterkeyhint="search" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="1000">
{{#KEPT_CHOICE}}<input type="hidden" name="{{CHOICE_NAME}}" value="{{CHOICE_VALUE}}">{{/KEPT_CHOICE}}
<button class="button">{{T_SEARCH}}</button>
</form>
{{#SUGGESTION}}<p class="meant">{{T_SEARCH_MEANT}} <a href="{{SUGGESTION_URL}}" dir="auto">{{SUGGESTION_TEXT}}</a></p>{{/SUGGESTION}}
{{#NOTE}}<p class="note">{{NOTE_TEXT}}</p>{{/NOTE}}
</div></header>
{{#CHOICES}}<div class="sieve">
<p class="found">{{FOUND_TEXT}}</p>
{{#CHOICE_GROUP}}<nav aria-label="{{CHOICE_GROUP_NAME}}"><ul>{{#CHOICE}}<li><a href="{{CHOICE_URL}}"{{#CHOICE_HERE}} aria-current="true"{{/CHOICE_HERE}}>{{CHOICE_TEXT}}</a></li>{{/CHOICE}}</ul></nav>{{/CHOICE_GROUP}}
</div>{{/CHOICES}}
{{#RESULTS}}<section class="river results" aria-labelledby="results"><h2 class="vh" id="results">{{T_SEARCH_RESULTS}}</h2>
{{>RESULT_CARD}}
{{#PAGER}}<nav class="pager" aria-label="{{T_PAGES}}">{{#NEWEST}}<a class="more back" rel="prev" href="{{NEWEST_URL}}">{{T_SEARCH_BEFORE}}</a>{{/NEWEST}}{{#OLDER}}<a class="more" rel="next" href="{{OLDER_URL}}">{{T_SEARCH_NEXT}}</a>{{/OLDER}}</nav>{{/PAGER}}
<p class="follow"><a href="{{FEED_RSS}}" type="application/rss+xml">{{T_SEARCH_FOLLOW}}</a></p>
</section>{{/RESULTS}}
{{#NOTHING}}<section class="nothing"><h2>{{NOTHING_TEXT}}</h2>
<p>{{T_SEARCH_NOTHING_HINT}}</p>
</section>{{/NOTHING}}
{{#LANGUAGE_HELP}}<section class="ways" aria-labelledby="ways"><h2 id="ways">{{T_SEARCH_WAYS}}</h2>
<dl>
{{#WAY}}<div><dt>{{#EXAMPLE}}<a href="{{EXAMPLE_URL}}" dir="auto">{{EXAMPLE_TEXT}}</a> {{/EXAMPLE}}</dt><dd>{{WAY_TEXT}}</dd></div>
{{/WAY}}
</dl>
</section>{{/LANGUAGE_HELP}}
