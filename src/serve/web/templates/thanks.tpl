{{%AUTOESCAPE context="HTML"}}<section class="quiet">
<h1>{{THANKS_TITLE}}</h1>
<p>{{THANKS_TEXT}}</p>
<div class="actions"><a class="button" href="{{BACK_URL}}">{{T_WRONG_BACK}}</a><a class="more" href="/">{{T_ERROR_FRONT}}</a></div>
</section>
