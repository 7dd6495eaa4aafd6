{{%AUTOESCAPE context="HTML"}}<section class="quiet">
<p class="number">{{STATUS}}</p>
<h1>{{ERROR_TITLE}}</h1>
<p>{{ERROR_TEXT}}</p>
<div class="actions">{{#ERROR_LINK}}<a class="button" href="{{ERROR_LINK_URL}}">{{ERROR_LINK_TEXT}}</a>{{/ERROR_LINK}}<a class="button" href="/">{{T_ERROR_FRONT}}</a><a class="more" href="/latest">{{T_FRONT_LATEST}}</a></div>
</section>
