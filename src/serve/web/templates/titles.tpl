{{%AUTOESCAPE context="HTML"}}{{>LIST_HEAD}}
<nav class="jump" aria-label="{{T_TITLES_COUNTRIES}}">{{#JUMP}}<a href="{{JUMP_URL}}">{{JUMP_NAME}}</a>
{{/JUMP}}</nav>
<div class="index">
{{#GROUP}}<section class="group" aria-labelledby="{{GROUP_ID}}">
<div class="heading"><h2 id="{{GROUP_ID}}">{{#GROUP_LINKED}}<a href="{{GROUP_URL}}">{{GROUP_NAME}}</a>{{/GROUP_LINKED}}{{#GROUP_PLAIN}}{{GROUP_NAME}}{{/GROUP_PLAIN}}</h2></div>
<ul class="plates">{{#GROUP_TITLE}}<li>{{>PLATE_LINK}}</li>
{{/GROUP_TITLE}}</ul></section>
{{/GROUP}}
</div>
