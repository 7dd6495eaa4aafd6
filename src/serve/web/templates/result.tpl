{{%AUTOESCAPE context="HTML"}}<article class="card row result {{CARD_CLASS}}" aria-labelledby="{{CARD_ID}}">
{{#PICTURE}}<div class="pic {{PICTURE_TONE}}" data-mark="{{MONOGRAM}}"><img src="{{PICTURE_URL}}"{{#PICTURE_SET}} srcset="{{SRCSET}}" sizes="{{SIZES}}"{{/PICTURE_SET}} width="{{PICTURE_WIDTH}}" height="{{PICTURE_HEIGHT}}" alt="" data-mark="{{MONOGRAM}}" loading="lazy" decoding="async"></div>
{{/PICTURE}}
<div class="words"{{#WORDS_RTL}} dir="rtl"{{/WORDS_RTL}}{{#WORDS_LTR}} dir="ltr"{{/WORDS_LTR}}>
{{#KICKER}}<p class="kick">{{SECTION_NAME}}</p>
{{/KICKER}}
<h3 id="{{CARD_ID}}"{{#CARD_LANGUAGE}} lang="{{CARD_LANG}}"{{/CARD_LANGUAGE}}><a href="{{CARD_URL}}">{{#HEADLINE_PIECE}}{{#PIECE_PLAIN}}{{PIECE_TEXT}}{{/PIECE_PLAIN}}{{#PIECE_HIT}}<mark>{{PIECE_TEXT}}</mark>{{/PIECE_HIT}}{{/HEADLINE_PIECE}}</a></h3>
{{#SNIPPET}}<p class="dek"{{#CARD_LANGUAGE}} lang="{{CARD_LANG}}"{{/CARD_LANGUAGE}}>{{#SNIPPET_PIECE}}{{#PIECE_PLAIN}}{{PIECE_TEXT}}{{/PIECE_PLAIN}}{{#PIECE_HIT}}<mark>{{PIECE_TEXT}}</mark>{{/PIECE_HIT}}{{/SNIPPET_PIECE}}</p>
{{/SNIPPET}}
<p class="meta"><span class="tick {{BRAND_CLASS}}">{{TITLE_NAME}}</span>{{#MINUTES}}<span class="minutes">{{MINUTES_TEXT}}</span>{{/MINUTES}}<time datetime="{{TIME_ISO}}">{{TIME_TEXT}}</time></p>
{{#ON_THIS}}<div class="story-line"><a href="{{STORY_URL}}">{{ON_THIS_TEXT}}</a>{{#OTHER}}<a class="other" href="{{OTHER_URL}}">{{OTHER_NAME}}</a>{{/OTHER}}</div>
{{/ON_THIS}}
</div>
</article>
