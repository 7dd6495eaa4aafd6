{{%AUTOESCAPE context="HTML"}}<section class="sources" id="sources" aria-labelledby="sources-title">
<div class="heading"><h2 id="sources-title">{{T_SOURCES_TITLE}}</h2></div>
<ul>{{#SOURCE}}<li class="{{SOURCE_CONDITION}}">
<p class="address"><a href="{{SOURCE_URL}}" rel="noopener">{{SOURCE_ADDRESS}}</a> <strong>{{SOURCE_STATE}}</strong></p>
<p class="facts">{{#SOURCE_FACT}}<span>{{SOURCE_FACT_TEXT}}</span> {{/SOURCE_FACT}}</p>
{{#SOURCE_ERROR}}<p class="error">{{SOURCE_ERROR_TEXT}}</p>{{/SOURCE_ERROR}}
{{#SOURCE_ADVICE}}<p class="advice">{{SOURCE_ADVICE_TEXT}}</p>{{/SOURCE_ADVICE}}
</li>
{{/SOURCE}}</ul>
{{#TERMS}}<h3>{{T_TERMS_TITLE}}</h3>
<p class="terms-sum">{{TERMS_SUM}}</p>
<ul>{{#TERM}}<li><p>{{TERM_WORDS}}</p><p class="facts"><span><a href="{{TERM_URL}}" rel="noopener">{{TERM_SOURCE}}</a></span> <span>{{TERM_SCOPE}}</span> <span>{{TERM_SEEN}}</span>{{#TERM_POLICY}} <a href="{{TERM_POLICY_URL}}" rel="noopener">{{T_TERMS_POLICY}}</a>{{/TERM_POLICY}}</p></li>
{{/TERM}}</ul>{{/TERMS}}
</section>
