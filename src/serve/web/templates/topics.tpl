{{%AUTOESCAPE context="HTML"}}{{>LIST_HEAD}}
{{#NOTHING}}<div class="none-yet"><p>{{NOTHING_TEXT}}</p><a class="more" href="/">{{T_ERROR_FRONT}}</a></div>{{/NOTHING}}
<div class="index tree">
{{#GROUP}}<section class="group" aria-labelledby="{{GROUP_ID}}">
<div class="heading"><h2 id="{{GROUP_ID}}"><a href="{{GROUP_URL}}">{{GROUP_NAME}}</a></h2> <small>{{BRANCH_COUNT_TEXT}}</small></div>
<ul>{{#BRANCH}}<li><a href="{{BRANCH_URL}}">{{BRANCH_NAME}} <small>{{BRANCH_COUNT_TEXT}}</small></a></li>
{{/BRANCH}}</ul></section>
{{/GROUP}}
</div>
