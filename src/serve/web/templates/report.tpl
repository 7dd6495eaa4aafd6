{{%AUTOESCAPE context="HTML"}}<li>{{>PLATE}}<div{{#WORDS_RTL}} dir="rtl"{{/WORDS_RTL}}{{#WORDS_LTR}} dir="ltr"{{/WORDS_LTR}}>
<h3{{#REPORT_LANGUAGE}} lang="{{REPORT_LANG}}"{{/REPORT_LANGUAGE}}><a href="{{REPORT_URL}}">{{REPORT_HEADLINE}}</a></h3>
<p class="meta"><span class="tick {{BRAND_CLASS}}">{{TITLE_NAME}}</span><span>{{KIND_TEXT}}</span>{{#MINUTES}}<span class="minutes">{{MINUTES_TEXT}}</span>{{/MINUTES}}<time datetime="{{TIME_ISO}}">{{TIME_TEXT}}</time></p>
{{#COPIES}}<p class="copies">{{COPIES_TEXT}}: {{#COPY}}<a href="{{COPY_URL}}">{{COPY_NAME}}</a>{{#COPY_separator}}, {{/COPY_separator}}{{/COPY}}</p>{{/COPIES}}
</div></li>
