{{%AUTOESCAPE context="HTML"}}<div class="narrow">
<header class="page-head"><h1>{{T_RANKING}}</h1><p class="lede">{{T_RANKING_LEDE}}</p></header>
<div class="prose">
<p>{{T_RANKING_RULE}}</p>
<dl class="signals">{{#SIGNAL}}<dt>{{SIGNAL_NAME}}</dt><dd>{{SIGNAL_TEXT}}</dd><dd><code>{{SIGNAL_FORMULA}}</code></dd>{{/SIGNAL}}</dl>
<h2>{{T_RANKING_PAGE_TITLE}}</h2>
<p>{{T_RANKING_VARIETY}}</p>
<h2>{{T_RANKING_HEADLINE_TITLE}}</h2>
<p>{{T_RANKING_HEADLINE}}</p>
<h2>{{T_RANKING_YOURS_TITLE}}</h2>
<p>{{T_RANKING_YOURS}}</p>
<p class="ways-on"><a class="more" href="/top">{{T_NAV_TOP}}</a> <a class="more" href="/blind-spots">{{T_BLIND_SPOTS}}</a></p>
</div>
</div>
