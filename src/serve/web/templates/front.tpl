{{%AUTOESCAPE context="HTML"}}{{#ARRIVALS}}<div class="arrivals"><span id="arrivals" data-arrivals>{{ARRIVALS_TEXT}}</span><progress aria-labelledby="arrivals" value="{{ARRIVED}}" max="{{EXPECTED}}"></progress></div>
{{/ARRIVALS}}
{{#DEMO_NOTICE}}<div class="note" role="note"><p><strong>{{T_DEMO_TITLE}}</strong> {{T_DEMO_TEXT}}</p></div>
{{/DEMO_NOTICE}}
{{#OPENING}}<section class="opening" aria-labelledby="top"><h2 class="vh" id="top">{{T_FRONT_TOP}}</h2>
{{>LEAD}}
<div class="second lines">
{{>SECONDARY}}
</div></section>
{{/OPENING}}
{{#BLOCK}}<section class="block {{BLOCK_CLASS}}" aria-labelledby="{{BLOCK_ID}}">
<div class="heading"><h2 id="{{BLOCK_ID}}"><a href="{{BLOCK_URL}}">{{BLOCK_NAME}}</a></h2></div>
<div class="cells {{BLOCK_LAYOUT}}">
{{>BLOCK_CARD}}
</div></section>
{{/BLOCK}}
{{#TAIL}}<div class="tail">
<section class="river" aria-labelledby="river"><div class="heading"><h2 id="river">{{T_FRONT_RIVER}}</h2></div>
{{>RIVER_CARD}}
</section>
<aside class="rail" aria-label="{{T_RAIL}}"><div>
<section aria-labelledby="rail-titles"><h2 id="rail-titles">{{T_RAIL_TITLES}}</h2>
<ul class="plates">{{#RAIL_TITLE}}<li>{{>PLATE_LINK}}</li>
{{/RAIL_TITLE}}</ul><a class="more" href="/titles">{{T_RAIL_ALL_TITLES}}</a></section>
<section aria-labelledby="rail-countries"><h2 id="rail-countries">{{T_RAIL_COUNTRIES}}</h2>
<ul class="countries">{{#RAIL_COUNTRY}}<li><a href="{{COUNTRY_URL}}">{{COUNTRY_NAME}} <small>{{COUNTRY_COUNT}}</small></a></li>
{{/RAIL_COUNTRY}}</ul></section>
{{#RAIL_LANGUAGES}}<section aria-labelledby="rail-languages"><h2 id="rail-languages">{{T_RAIL_LANGUAGES}}</h2>
<ul class="countries">{{#RAIL_LANGUAGE}}<li><a href="{{LANGUAGE_URL}}">{{LANGUAGE_NAME}} <small>{{LANGUAGE_COUNT}}</small></a></li>
{{/RAIL_LANGUAGE}}</ul><a class="more" href="/?language=all">{{T_ALL_LANGUAGES}}</a></section>{{/RAIL_LANGUAGES}}
</div></aside>
</div>
{{/TAIL}}
<section class="end" aria-labelledby="end"><h2 id="end">{{T_FRONT_END}}</h2><p>{{END_TEXT}}</p><p><a class="more" href="/latest">{{T_FRONT_LATEST}}</a></p></section>
