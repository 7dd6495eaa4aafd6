{{%AUTOESCAPE context="HTML"}}<article class="story {{STORY_CLASS}}" aria-labelledby="headline">
<header class="opening-words">
<p class="kick">{{T_STORY_KICKER}}</p>
<h1 id="headline"{{#STORY_LANGUAGE}} lang="{{STORY_LANG}}"{{/STORY_LANGUAGE}}{{#WORDS_RTL}} dir="rtl"{{/WORDS_RTL}}{{#WORDS_LTR}} dir="ltr"{{/WORDS_LTR}}>{{HEADLINE}}</h1>
<p class="facts"><span>{{STORY_COUNTS}}</span> <span>{{WHY_TEXT}}</span></p>
{{#ABOUT}}<nav class="about" aria-label="{{T_ABOUT_THIS}}">{{>CHIPS}}</nav>
{{/ABOUT}}
</header>
<div class="story-body">
<div>
{{#FIGURE}}<figure class="figure"><div class="pic cut"><img src="{{PICTURE_URL}}"{{#PICTURE_SET}} srcset="{{SRCSET}}" sizes="{{SIZES}}"{{/PICTURE_SET}} width="{{PICTURE_WIDTH}}" height="{{PICTURE_HEIGHT}}" alt="" fetchpriority="high" decoding="async"></div></figure>
{{/FIGURE}}
{{#SUMMARY}}<section class="short" aria-labelledby="short"><h2 id="short">{{T_STORY_SUMMARY}}</h2>
{{#SENTENCE}}<p{{#SENTENCE_LANGUAGE}} lang="{{SENTENCE_LANG}}"{{/SENTENCE_LANGUAGE}}{{#WORDS_RTL}} dir="rtl"{{/WORDS_RTL}}>{{SENTENCE_TEXT}} <a class="cite" href="{{CITE_URL}}">{{CITE_NAME}}</a></p>
{{/SENTENCE}}</section>
{{/SUMMARY}}
<section class="coverage" aria-labelledby="coverage"><h2 id="coverage">{{T_STORY_COVERAGE}}</h2>
{{#ALONE}}<p class="alone">{{T_STORY_ALONE}}</p>
{{/ALONE}}<ul>
{{>REPORT}}
</ul>
{{#MORE_REPORTS}}<details><summary>{{SHOW_ALL_TEXT}}</summary><ul>
{{>REPORT}}
</ul></details>{{/MORE_REPORTS}}
</section>
</div>
{{#SIDE}}<aside class="story-side" aria-label="{{T_STORY_SIDE}}">
{{#AGREED}}<section aria-labelledby="agreed"><h2 id="agreed">{{T_STORY_AGREED}}</h2>
<ul class="claims">{{#FACT}}<li><bdi>{{FACT_TEXT}}</bdi> <span class="cites">{{#CITE}}<a href="{{CITE_URL}}">{{CITE_NAME}}</a>{{#CITE_separator}}, {{/CITE_separator}}{{/CITE}}</span></li>
{{/FACT}}</ul></section>
{{/AGREED}}
{{#DIFFERING}}<section aria-labelledby="differing"><h2 id="differing">{{T_STORY_DIFFERING}}</h2>
{{#DIFFERENCE}}<ul class="claims versus">{{#FACT}}<li><bdi>{{FACT_TEXT}}</bdi> <span class="cites">{{#CITE}}<a href="{{CITE_URL}}">{{CITE_NAME}}</a>{{#CITE_separator}}, {{/CITE_separator}}{{/CITE}}</span></li>
{{/FACT}}</ul>
{{/DIFFERENCE}}</section>
{{/DIFFERING}}
{{#TIMELINE}}<section aria-labelledby="timeline"><h2 id="timeline">{{T_STORY_TIMELINE}}</h2>
<ol class="timeline">{{#MOMENT}}<li><time datetime="{{TIME_ISO}}">{{TIME_TEXT}}</time> <a href="{{REPORT_URL}}"{{#REPORT_LANGUAGE}} lang="{{REPORT_LANG}}"{{/REPORT_LANGUAGE}}><bdi>{{REPORT_HEADLINE}}</bdi></a> <small>{{TITLE_NAME}}</small></li>
{{/MOMENT}}</ol></section>
{{/TIMELINE}}</aside>{{/SIDE}}
</div>
</article>
{{#AFTER}}<section class="block after {{AFTER_CLASS}}" aria-labelledby="{{AFTER_ID}}">
<div class="heading"><h2 id="{{AFTER_ID}}">{{AFTER_NAME}}</h2></div>
<div class="cells {{AFTER_LAYOUT}}">
{{>AFTER_CARD}}
</div></section>
{{/AFTER}}
