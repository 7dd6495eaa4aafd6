{{%AUTOESCAPE context="HTML"}}<div class="narrow">
<header class="page-head"><h1>{{T_PAID_TITLE}}</h1><p class="lede">{{T_PAID_LEDE}}</p></header>
<div class="prose">
<p class="here">{{PAID_HERE}}</p>
<h2>{{T_PAID_RULE_TITLE}}</h2>
<ol>
<li>{{T_PAID_RULE_NET}}</li>
<li>{{T_PAID_RULE_SHARE}}</li>
<li>{{T_PAID_RULE_READING}}</li>
<li>{{T_PAID_RULE_QUIET}}</li>
<li>{{T_PAID_RULE_EXACT}}</li>
</ol>
<h2>{{T_PAID_EXAMPLE_TITLE}}</h2>
<p>{{T_PAID_EXAMPLE_TEXT}}</p>
{{#TABLE}}<div class="scroll" tabindex="0" role="region" aria-label="{{TABLE_CAPTION}}"><table class="sums"><caption>{{TABLE_CAPTION}}</caption><tbody>
{{#ROW}}<tr{{#ROW_SUM}} class="sum"{{/ROW_SUM}}><th scope="row">{{ROW_NAME}}</th><td>{{ROW_NOTE}}</td><td>{{ROW_MONEY}}</td></tr>
{{/ROW}}</tbody></table></div>
{{/TABLE}}
<h2>{{T_PAID_WHY_TITLE}}</h2>
<p>{{T_PAID_WHY_READER}}</p>
<p>{{T_PAID_WHY_BOTS}}</p>
<p>{{T_PAID_WHY_GIFTS}}</p>
<h2>{{T_PAID_CHECK_TITLE}}</h2>
<p>{{T_PAID_CHECK}}</p>
</div>
</div>
