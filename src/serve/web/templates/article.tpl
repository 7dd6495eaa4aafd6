{{%AUTOESCAPE context="HTML"}}<div class="progress"></div>
<article class="article {{ARTICLE_CLASS}}" aria-labelledby="headline"{{#WORDS_RTL}} dir="rtl"{{/WORDS_RTL}}{{#WORDS_LTR}} dir="ltr"{{/WORDS_LTR}}>
<header class="opening-words">
{{#KICKER}}<p class="kick"><a href="{{SECTION_URL}}">{{SECTION_NAME}}</a></p>{{/KICKER}}
<h1 id="headline"{{#ARTICLE_LANGUAGE}} lang="{{ARTICLE_LANG}}"{{/ARTICLE_LANGUAGE}}>{{HEADLINE}}</h1>
{{#STANDFIRST}}<p class="standfirst"{{#ARTICLE_LANGUAGE}} lang="{{ARTICLE_LANG}}"{{/ARTICLE_LANGUAGE}}>{{STANDFIRST_TEXT}}</p>{{/STANDFIRST}}
</header>
<div class="publisher {{BRAND_CLASS}}">
{{>PLATE}}
<a class="name" href="{{TITLE_URL}}">{{TITLE_NAME}}</a>
{{#BYLINE}}<p class="byline">{{BYLINE_TEXT}}</p>{{/BYLINE}}
<p class="facts"><time class="long" datetime="{{TIME_ISO}}">{{TIME_TEXT}}</time>{{#UPDATED}}<span>{{T_UPDATED}} <time class="long" datetime="{{UPDATED_ISO}}">{{UPDATED_TEXT}}</time>{{#UPDATED_CHANGES}} <a href="#changes">{{T_CHANGES_SEE}}</a>{{/UPDATED_CHANGES}}</span>{{/UPDATED}}{{#MINUTES}}<span>{{MINUTES_TEXT}}</span>{{/MINUTES}}{{#FOREIGN}}<span>{{LANGUAGE_NAME}}</span>{{/FOREIGN}}</p>
<a class="more original" href="{{ORIGINAL_URL}}" rel="noopener">{{T_ORIGINAL}}</a>
</div>
{{#FIGURE}}<figure class="figure"><div class="pic {{PICTURE_TONE}}{{#FIGURE_CUT}} cut{{/FIGURE_CUT}}" data-mark="{{MONOGRAM}}"><img src="{{PICTURE_URL}}"{{#PICTURE_SET}} srcset="{{SRCSET}}" sizes="{{SIZES}}"{{/PICTURE_SET}} width="{{PICTURE_WIDTH}}" height="{{PICTURE_HEIGHT}}" alt="{{PICTURE_ALT}}" fetchpriority="high" decoding="async"></div>
{{#CAPTION}}<figcaption{{#ARTICLE_LANGUAGE}} lang="{{ARTICLE_LANG}}"{{/ARTICLE_LANGUAGE}}>{{CAPTION_TEXT}}{{#CREDIT}} <span class="credit">{{CREDIT_TEXT}}</span>{{/CREDIT}}</figcaption>{{/CAPTION}}</figure>
{{/FIGURE}}
{{#BODY}}<div class="body"{{#ARTICLE_LANGUAGE}} lang="{{ARTICLE_LANG}}"{{/ARTICLE_LANGUAGE}}>
{{BODY_HTML:none}}
</div>
{{/BODY}}
{{#ONLY_PART}}<div class="only-part"><p>{{ONLY_PART_TEXT}}</p><a class="button" data-original="1" href="{{ORIGINAL_URL}}" rel="noopener">{{READ_AT_TEXT}}</a></div>
{{/ONLY_PART}}
{{#ABOUT}}<nav class="about" aria-label="{{T_ABOUT_THIS}}">{{>CHIPS}}</nav>
{{/ABOUT}}
{{>CHANGES}}
<form class="wrong" method="post" action="{{WRONG_URL}}"><button>{{T_WRONG_BUTTON}}</button> <span>{{T_WRONG_TEXT}}</span></form>
</article>
{{#AFTER}}<section class="block after {{AFTER_CLASS}}" aria-labelledby="{{AFTER_ID}}">
<div class="heading"><h2 id="{{AFTER_ID}}">{{#AFTER_LINKED}}<a href="{{AFTER_URL}}">{{AFTER_NAME}}</a>{{/AFTER_LINKED}}{{#AFTER_PLAIN}}{{AFTER_NAME}}{{/AFTER_PLAIN}}</h2></div>
<div class="cells {{AFTER_LAYOUT}}">
{{>AFTER_CARD}}
</div></section>
{{/AFTER}}
