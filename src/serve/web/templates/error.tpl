{{%AUTOESCAPE context="HTML"}}<section class="quiet">
<p class="number">{{STATUS}}</p>
<h1>{{ERROR_TITLE}}</h1>
<p>{{ERROR_TEXT}}</p>
<div class="actions"><a class="button" href="/">{{T_ERROR_FRONT}}</a><a class="more" href="/latest">{{T_FRONT_LATEST}}</a></div>
</section>
