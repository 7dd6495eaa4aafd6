{{%AUTOESCAPE context="HTML"}}<section class="quiet">
<h1>{{T_OFFLINE_TITLE}}</h1>
<p>{{T_OFFLINE_TEXT}}</p>
<div class="actions"><a class="button" href="/saved">{{T_OFFLINE_SAVED}}</a><a class="more" href="/">{{T_OFFLINE_EDITION}}</a><a class="more" href="">{{T_OFFLINE_AGAIN}}</a></div>
</section>
<div class="kept" data-kept></div>
