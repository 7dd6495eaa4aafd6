{{%AUTOESCAPE context="HTML"}}<section class="changes" id="changes" aria-labelledby="changes-title"{{#CHANGES_LANGUAGE}} lang="{{CHANGES_LANG}}"{{/CHANGES_LANGUAGE}}{{#CHANGES_RTL}} dir="rtl"{{/CHANGES_RTL}}>
<h2 id="changes-title" lang="{{CHANGES_UI_LANG}}">{{T_CHANGES_TITLE}}</h2>
{{#CHANGE}}<details{{#CHANGE_OPEN}} open{{/CHANGE_OPEN}}>
<summary lang="{{CHANGES_UI_LANG}}"><time class="long" datetime="{{CHANGE_ISO}}">{{CHANGE_TIME}}</time> <span>{{CHANGE_WHAT}}</span></summary>
{{#CHANGE_HEADLINE}}<p class="diff headline">{{>DIFF}}</p>
{{/CHANGE_HEADLINE}}{{#CHANGE_STANDFIRST}}<p class="diff standfirst">{{>DIFF}}</p>
{{/CHANGE_STANDFIRST}}{{#CHANGE_PARAGRAPH}}<p class="diff">{{>DIFF}}</p>
{{/CHANGE_PARAGRAPH}}{{#CHANGE_CUT}}<p class="gap" lang="{{CHANGES_UI_LANG}}">{{T_CHANGES_CUT}}</p>
{{/CHANGE_CUT}}</details>
{{/CHANGE}}
</section>
