{{%AUTOESCAPE context="HTML"}}<article class="card {{CARD_CLASS}}" aria-labelledby="{{CARD_ID}}" data-article="{{CARD_ARTICLE}}">
{{#PICTURE}}<div class="pic {{PICTURE_TONE}}" data-mark="{{MONOGRAM}}"><img src="{{PICTURE_URL}}"{{#PICTURE_SET}} srcset="{{SRCSET}}" sizes="{{SIZES}}"{{/PICTURE_SET}} width="{{PICTURE_WIDTH}}" height="{{PICTURE_HEIGHT}}" alt="" data-mark="{{MONOGRAM}}"{{#EAGER}} fetchpriority="high"{{/EAGER}}{{#BESIDE}} fetchpriority="low"{{/BESIDE}}{{#LAZY}} loading="lazy"{{/LAZY}} decoding="async"></div>
{{/PICTURE}}
<div class="words"{{#WORDS_RTL}} dir="rtl"{{/WORDS_RTL}}{{#WORDS_LTR}} dir="ltr"{{/WORDS_LTR}}>
{{#KICKER}}<p class="kick">{{SECTION_NAME}}</p>
{{/KICKER}}
<h3 id="{{CARD_ID}}"{{#CARD_LANGUAGE}} lang="{{CARD_LANG}}"{{/CARD_LANGUAGE}}><a href="{{CARD_URL}}">{{HEADLINE}}</a></h3>
{{#STANDFIRST}}<p class="dek"{{#CARD_LANGUAGE}} lang="{{CARD_LANG}}"{{/CARD_LANGUAGE}}>{{STANDFIRST_TEXT}}</p>
{{/STANDFIRST}}
<p class="meta">{{#SOURCE}}<span class="tick {{BRAND_CLASS}}">{{TITLE_NAME}}</span>{{/SOURCE}}{{#MINUTES}}<span class="minutes">{{MINUTES_TEXT}}</span>{{/MINUTES}}<time datetime="{{TIME_ISO}}">{{TIME_TEXT}}</time><a class="why" href="/why/{{CARD_ARTICLE}}" aria-label="{{T_WHY}}"></a></p>
{{#ON_THIS}}<div class="story-line"><a href="{{STORY_URL}}">{{ON_THIS_TEXT}}</a></div>
{{/ON_THIS}}
</div>
</article>
