{{%AUTOESCAPE context="HTML"}}<section class="quiet">
<h1>{{EMPTY_TITLE}}</h1>
<p>{{EMPTY_TEXT}}</p>
{{#ARRIVALS}}<progress aria-label="{{T_ARRIVALS_LABEL}}" value="{{ARRIVED}}" max="{{EXPECTED}}"></progress>
<p class="small" data-arrivals>{{ARRIVALS_TEXT}}</p>
{{/ARRIVALS}}
<div class="actions">{{#EMPTY_ACTION}}<a class="{{ACTION_CLASS}}" href="{{ACTION_URL}}">{{ACTION_NAME}}</a>{{/EMPTY_ACTION}}</div>
</section>
