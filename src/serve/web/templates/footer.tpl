{{%AUTOESCAPE context="HTML"}}<footer class="foot">
<div class="wrap">
<div>
<p><a class="mark" href="/">{{>MARK}}{{SITE_NAME}}</a></p>
<p class="fine">{{T_FOOT_PROMISE}}</p>
<p class="fine">{{TIMES_TEXT}}</p>
</div>
<nav aria-label="{{T_FOOT_READ}}">
<h2>{{T_FOOT_READ}}</h2>
<ul class="keys" data-keys><li><a href="/">{{T_NAV_FRONT}}</a></li><li><a href="/latest">{{T_NAV_LATEST}}</a></li><li><a href="/search">{{T_SEARCH}}</a></li><li><a href="/titles">{{T_NAV_TITLES}}</a></li><li><a href="/topics">{{T_NAV_TOPICS}}</a></li><li><a href="/saved">{{T_SAVED}}</a></li><li><a href="/history">{{T_HISTORY}}</a></li><li><a href="/following">{{T_FOLLOWING}}</a></li><li><a href="/highlights">{{T_HIGHLIGHTS_TITLE}}</a></li></ul>
</nav>
<div>
<nav aria-label="{{SITE_NAME}}">
<h2>{{SITE_NAME}}</h2>
<ul><li><a href="/welcome">{{T_NAV_WELCOME}}</a></li><li><a href="/about">{{T_NAV_ABOUT}}</a></li><li><a href="/app">{{T_NAV_APP}}</a></li><li><a href="/how-publishers-are-paid">{{T_PAID_TITLE}}</a></li><li><a href="/ranking">{{T_RANKING}}</a></li></ul>
</nav>
<nav aria-label="{{FEEDS_TEXT}}">
<h2>{{FEEDS_TEXT}}</h2>
<ul><li><a href="{{FEED_RSS}}" type="application/rss+xml">RSS</a></li><li><a href="{{FEED_ATOM}}" type="application/atom+xml">Atom</a></li><li><a href="{{FEED_JSON}}" type="application/feed+json">JSON Feed</a></li></ul>
</nav>
</div>
<div class="settings">
<form method="post" action="/theme">
<h2 id="appearance">{{T_FOOT_APPEARANCE}}</h2>
<input type="hidden" name="back" value="{{PAGE_PATH}}">
<div class="choices" role="group" aria-labelledby="appearance">
{{#THEME_CHOICE}}<button name="theme" value="{{THEME_VALUE}}" aria-pressed="{{THEME_PRESSED}}">{{THEME_NAME}}</button>
{{/THEME_CHOICE}}
</div>
</form>
<form method="post" action="/look">
<h2 id="density">{{T_FOOT_DENSITY}}</h2>
<input type="hidden" name="back" value="{{PAGE_PATH}}">
<div class="choices" role="group" aria-labelledby="density">
{{#DENSITY_CHOICE}}<button name="density" value="{{DENSITY_VALUE}}" aria-pressed="{{DENSITY_PRESSED}}">{{DENSITY_NAME}}</button>
{{/DENSITY_CHOICE}}
</div>
</form>
<form class="tongue" method="post" action="/language">
<h2><label for="tongue">{{T_FOOT_LANGUAGE}}</label></h2>
<input type="hidden" name="back" value="{{PAGE_PATH}}">
<select id="tongue" name="language"><option value="auto">{{T_LANGUAGE_AUTO}}</option>{{#INTERFACE_CHOICE}}<option value="{{INTERFACE_VALUE}}" lang="{{INTERFACE_LANG}}"{{#INTERFACE_HERE}} selected{{/INTERFACE_HERE}}>{{INTERFACE_NAME}}</option>{{/INTERFACE_CHOICE}}</select><button>{{T_LANGUAGE_SET}}</button>
</form>
</div>
</div>
</footer>
