{{%AUTOESCAPE context="HTML"}}{{>LIST_HEAD}}
{{#BRANCHES}}<nav class="branches" aria-label="{{T_TOPIC_WITHIN}}">{{>CHIPS}}</nav>
{{/BRANCHES}}
{{#OPENING}}<section class="opening" aria-labelledby="top"><h2 class="vh" id="top">{{T_FRONT_TOP}}</h2>
{{>LEAD}}
<div class="second lines">
{{>SECONDARY}}
</div></section>
{{/OPENING}}
<div class="tail"><div class="river">
{{#DAY}}<h2 class="day">{{DAY_TEXT}}</h2>
{{>RIVER_CARD}}
{{/DAY}}
{{#NOTHING}}<div class="none-yet"><p>{{NOTHING_TEXT}}</p><a class="more" href="/">{{T_ERROR_FRONT}}</a></div>{{/NOTHING}}
</div>
{{#RAIL}}<aside class="rail" aria-label="{{T_RAIL}}"><div>
{{#TOGETHER}}<section aria-labelledby="rail-together"><h2 id="rail-together">{{TOGETHER_HEADING}}</h2>
{{>CHIPS}}</section>
{{/TOGETHER}}
{{#WRITERS}}<section aria-labelledby="rail-titles"><h2 id="rail-titles">{{RAIL_HEADING}}</h2>
<ul class="plates">{{#RAIL_TITLE}}<li>{{>PLATE_LINK}}</li>
{{/RAIL_TITLE}}</ul></section>
{{/WRITERS}}
</div></aside>{{/RAIL}}
</div>
