{{%AUTOESCAPE context="HTML"}}<div class="narrow why-page">
<header class="page-head"><h1>{{T_WHY_TITLE}}</h1></header>
<h2 class="vh">{{T_TOOLS}}</h2>
{{>ROW_CARD}}
<div class="prose">
<p>{{WHY_TEXT}}</p>
{{#STORY_LINE}}<p><a href="{{STORY_URL}}">{{ON_THIS_TEXT}}</a></p>{{/STORY_LINE}}
<p>{{T_WHY_SAME}} <a href="/ranking">{{T_RANKING}}</a></p>
</div>
<h2>{{T_WHY_DO}}</h2>
<ul class="deeds">
<li><form method="post" action="/saved"><input type="hidden" name="article" value="{{CARD_ARTICLE}}"><input type="hidden" name="back" value="{{CARD_URL}}"><button name="do" value="add">{{T_SAVE}}</button></form></li>
<li><form method="post" action="/history"><input type="hidden" name="article" value="{{CARD_ARTICLE}}"><input type="hidden" name="back" value="{{CARD_URL}}"><button name="do" value="add">{{T_MARK_READ}}</button></form></li>
<li><form method="post" action="/hidden"><input type="hidden" name="article" value="{{CARD_ARTICLE}}"><button name="do" value="add">{{T_LESS}}</button></form> <span>{{T_LESS_TEXT}}</span></li>
<li><form method="post" action="/hidden"><input type="hidden" name="title" value="{{TITLE_SLUG}}"><button name="do" value="add">{{HIDE_TITLE_TEXT}}</button></form></li>
<li><form method="post" action="/following"><input type="hidden" name="what" value="title:{{TITLE_SLUG}}"><button name="do" value="add">{{FOLLOW_TITLE_TEXT}}</button></form></li>
{{#FOLLOW}}<li><form method="post" action="/following"><input type="hidden" name="what" value="topic:{{TOPIC_SLUG}}"><button name="do" value="add">{{FOLLOW_TEXT}}</button></form></li>
{{/FOLLOW}}
</ul>
</div>
