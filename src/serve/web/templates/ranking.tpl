{{%AUTOESCAPE context="HTML"}}<div class="narrow">
<header class="page-head"><h1>{{T_RANKING}}</h1><p class="lede">{{T_RANKING_LEDE}}</p></header>
<div class="prose">
<p>{{T_RANKING_RULE}}</p>
<dl>{{#SIGNAL}}<dt>{{SIGNAL_NAME}}</dt><dd>{{SIGNAL_TEXT}}<br><code>{{SIGNAL_FORMULA}}</code></dd>{{/SIGNAL}}</dl>
<p>{{T_RANKING_VARIETY}}</p>
<p>{{T_RANKING_HEADLINE}}</p>
<p><a class="more" href="/top">{{T_NAV_TOP}}</a> <a class="more" href="/blind-spots">{{T_BLIND_SPOTS}}</a></p>
</div>
</div>
