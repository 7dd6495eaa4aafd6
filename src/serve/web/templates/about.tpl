{{%AUTOESCAPE context="HTML"}}<div class="narrow">
<header class="page-head"><h1>{{T_ABOUT_TITLE}}</h1><p class="lede">{{T_ABOUT_LEDE}}</p></header>
<div class="prose">
<p>{{T_ABOUT_WHAT}}</p>
<h2>{{T_ABOUT_HOW_TITLE}}</h2>
<p>{{T_ABOUT_HOW}}</p>
<h2>{{T_ABOUT_RIGHTS_TITLE}}</h2>
<p>{{T_ABOUT_RIGHTS}}</p>
<h2>{{T_ABOUT_PRIVACY_TITLE}}</h2>
<p>{{T_ABOUT_PRIVACY}}</p>
<h2>{{T_ABOUT_NOW_TITLE}}</h2>
<dl>{{#FACT}}<dt>{{FACT_NAME}}</dt><dd>{{FACT_VALUE}}</dd>{{/FACT}}</dl>
<h2>{{T_ABOUT_FREE_TITLE}}</h2>
<p>{{T_ABOUT_FREE}}</p>
</div>
</div>
