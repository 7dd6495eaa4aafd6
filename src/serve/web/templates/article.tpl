{{%AUTOESCAPE context="HTML"}}<div class="progress"></div>
<article class="article {{ARTICLE_CLASS}}" aria-labelledby="headline" data-article="{{CARD_ARTICLE}}"{{#WORDS_RTL}} dir="rtl"{{/WORDS_RTL}}{{#WORDS_LTR}} dir="ltr"{{/WORDS_LTR}}>
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
<div class="tools" lang="{{TOOLS_LANG}}" dir="{{TOOLS_DIR}}" role="group" aria-label="{{T_TOOLS}}">
<form method="post" action="/saved" data-do="save"><input type="hidden" name="article" value="{{CARD_ARTICLE}}"><input type="hidden" name="back" value="{{PAGE_PATH}}"><button name="do" value="add"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 4h12v16l-6-4.500L6 20z"/></svg><span>{{T_SAVE}}</span></button></form>
<form method="post" action="/history" data-do="read"><input type="hidden" name="article" value="{{CARD_ARTICLE}}"><input type="hidden" name="back" value="{{PAGE_PATH}}"><button name="do" value="add"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="m5 12.500 4.500 4.500L19 7.500"/></svg><span>{{T_MARK_READ}}</span></button></form>
<button class="listen" type="button" hidden><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v6H4zM17 14h3v6h-3z"/></svg><span>{{T_LISTEN}}</span></button>
<details class="look" name="tools"><summary><span aria-hidden="true">Aa</span><span class="vh">{{T_LOOK}}</span></summary>
<form method="post" action="/look" class="panel"><input type="hidden" name="back" value="{{PAGE_PATH}}">
<fieldset><legend>{{T_LOOK_SIZE}}</legend>{{#SIZE_CHOICE}}<label><input type="radio" name="size" value="{{SIZE_VALUE}}"{{#SIZE_HERE}} checked{{/SIZE_HERE}}><span>{{SIZE_NAME}}</span></label>{{/SIZE_CHOICE}}</fieldset>
<fieldset><legend>{{T_LOOK_SPACING}}</legend>{{#SPACING_CHOICE}}<label><input type="radio" name="spacing" value="{{SPACING_VALUE}}"{{#SPACING_HERE}} checked{{/SPACING_HERE}}><span>{{SPACING_NAME}}</span></label>{{/SPACING_CHOICE}}</fieldset>
<button class="button">{{T_LOOK_SET}}</button></form></details>
<details class="share" name="tools"><summary><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 15V4m-4 4 4-4 4 4M5 13v7h14v-7"/></svg><span>{{T_SHARE}}</span></summary>
<div class="panel"><label for="own">{{T_SHARE_ADDRESS}}</label><input id="own" type="text" readonly dir="ltr" value="{{OWN_URL}}"><a href="mailto:?subject={{MAIL_SUBJECT}}&amp;body={{MAIL_BODY}}">{{T_SHARE_MAIL}}</a><button type="button" class="print" hidden>{{T_PRINT}}</button></div></details>
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
<form class="wrong" lang="{{TOOLS_LANG}}" dir="{{TOOLS_DIR}}" method="post" action="{{WRONG_URL}}"><button>{{T_WRONG_BUTTON}}</button> <span>{{T_WRONG_TEXT}}</span></form>
</article>
{{#AFTER}}<section class="block after {{AFTER_CLASS}}" aria-labelledby="{{AFTER_ID}}">
<div class="heading"><h2 id="{{AFTER_ID}}">{{#AFTER_LINKED}}<a href="{{AFTER_URL}}">{{AFTER_NAME}}</a>{{/AFTER_LINKED}}{{#AFTER_PLAIN}}{{AFTER_NAME}}{{/AFTER_PLAIN}}</h2></div>
<div class="cells {{AFTER_LAYOUT}}">
{{>AFTER_CARD}}
</div></section>
{{/AFTER}}
