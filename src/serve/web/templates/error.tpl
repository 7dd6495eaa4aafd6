{{%AUTOESCAPE context="HTML"}}<section class="quiet">
<p class="number">{{STATUS}}</p>
<h1>{{ERROR_TITLE}}</h1>
<p>{{ERROR_TEXT}}</p>
{{#ERROR_FINDS}}<form class="ask" action="/search" role="search" aria-label="{{T_SEARCH_ARTICLES}}">
<label class="vh" for="q">{{T_SEARCH_LABEL}}</label>
<input id="q" name="q" type="search" dir="auto" placeholder="{{T_SEARCH}}" enterkeyhint="search" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="1000">
<button class="button">{{T_SEARCH}}</button>
</form>
{{>CHIPS}}
{{/ERROR_FINDS}}
<div class="actions">{{#ERROR_LINK}}<a class="button" href="{{ERROR_LINK_URL}}">{{ERROR_LINK_TEXT}}</a>{{/ERROR_LINK}}{{#ERROR_AGAIN}}<a class="button" href="">{{T_OFFLINE_AGAIN}}</a>{{/ERROR_AGAIN}}<a class="{{FRONT_CLASS}}" href="/">{{T_ERROR_FRONT}}</a><a class="more" href="/latest">{{T_FRONT_LATEST}}</a></div>
</section>
