{{%AUTOESCAPE context="HTML"}}<header class="page-head"><div><h1>{{HEAD_TITLE}}</h1><p class="lede">{{HEAD_LEDE_TEXT}}</p><p class="facts"><a href="/ranking">{{T_RANKING}}</a>{{#HEAD_LINK}}<a href="{{LINK_URL}}">{{LINK_NAME}}</a>{{/HEAD_LINK}}</p></div></header>
{{#GROUP}}<section class="river ranked"{{#GROUP_NAMED}} aria-labelledby="{{GROUP_ID}}"{{/GROUP_NAMED}}>{{#GROUP_NAMED}}<div class="heading"><h2 id="{{GROUP_ID}}">{{GROUP_NAME}}</h2></div>{{/GROUP_NAMED}}{{#GROUP_PLAIN}}<h2 class="vh">{{HEAD_TITLE}}</h2>{{/GROUP_PLAIN}}
{{>RIVER_CARD}}
{{#NOTHING}}<div class="none-yet"><p>{{NOTHING_TEXT}}</p><a class="more" href="/">{{T_ERROR_FRONT}}</a></div>{{/NOTHING}}
</section>
{{/GROUP}}
