{{%AUTOESCAPE context="HTML"}}<header>
{{#MASTHEAD}}
<div class="wrap masthead">
<h1><a href="/">{{SITE_NAME}}</a></h1>
<p class="date"><time class="as-is" datetime="{{TODAY_DATE}}">{{TODAY_TEXT}}</time></p>
<div class="side"><p class="count">{{TITLES_TEXT}}</p>{{>FIND}}{{>BOOKMARK}}{{>SWITCH}}</div>
</div>
{{/MASTHEAD}}
{{#BAR}}
<div class="wrap bar">
<a class="mark" href="/">{{>MARK}}{{SITE_NAME}}</a>
{{>FIND}}
{{>BOOKMARK}}
{{>SWITCH}}
</div>
{{/BAR}}
<nav class="nav" aria-label="{{T_NAV_SECTIONS}}"><div class="wrap"><ul>
{{#NAV_ITEM}}<li{{#NAV_GAP}} class="gap"{{/NAV_GAP}}><a href="{{NAV_URL}}"{{#NAV_SECTION}} class="{{NAV_CLASS}}"{{/NAV_SECTION}}{{#NAV_HERE}} aria-current="page"{{/NAV_HERE}}>{{NAV_NAME}}</a></li>
{{/NAV_ITEM}}
</ul></div></nav>
</header>
