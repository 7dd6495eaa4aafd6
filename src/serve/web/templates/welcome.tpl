{{%AUTOESCAPE context="HTML"}}<section class="promise">
<h1><span>{{T_WELCOME_PROMISE_FIRST}}</span> <span>{{T_WELCOME_PROMISE_SECOND}}</span></h1>
<div>
<p class="lede">{{HEAD_LEDE_TEXT}}</p>
<p><a class="button" href="/">{{T_WELCOME_BUTTON}}</a></p>
</div>
</section>
{{#OPENING}}<section class="now" aria-labelledby="now"><div class="heading"><h2 id="now">{{T_WELCOME_NOW}}</h2></div>
<div class="opening">
{{>LEAD}}
<div class="second lines">
{{>SECONDARY}}
</div></div></section>
{{/OPENING}}
<section class="ways-in" aria-label="{{T_WELCOME_HOW}}">
<div><h2>{{T_WELCOME_RANK}}</h2><p>{{T_WELCOME_RANK_TEXT}}</p><a class="more" href="/ranking">{{T_WELCOME_RANK_LINK}}</a></div>
<div><h2>{{T_WELCOME_SIDES}}</h2><p>{{T_WELCOME_SIDES_TEXT}}</p><a class="more" href="/top">{{T_WELCOME_SIDES_LINK}}</a></div>
<div><h2>{{T_WELCOME_ENDS}}</h2><p>{{T_WELCOME_ENDS_TEXT}}</p><a class="more" href="/app">{{T_WELCOME_ENDS_LINK}}</a></div>
</section>
{{#WALL}}<section class="wall" aria-labelledby="wall"><div class="heading"><h2 id="wall">{{T_WELCOME_WALL}}</h2><a class="more" href="/titles">{{WALL_ALL_TEXT}}</a></div>
<ul>{{#BRICK}}<li><a href="{{TITLE_URL}}">{{>PLATE}}<span{{#TITLE_LANGUAGE}} lang="{{TITLE_LANG}}"{{/TITLE_LANGUAGE}}>{{TITLE_NAME}}</span></a></li>
{{/BRICK}}</ul></section>
{{/WALL}}
<div class="answers">
<section class="money" aria-labelledby="money"><h2 id="money">{{T_PAID_TITLE}}</h2><p>{{PAID_TEXT}}</p><p><a class="more" href="/how-publishers-are-paid">{{T_WELCOME_PAID_LINK}}</a></p></section>
<section class="questions" aria-labelledby="questions"><h2 id="questions">{{T_WELCOME_QUESTIONS}}</h2>
{{#QUESTION}}<details><summary>{{QUESTION_TEXT}}</summary><p>{{ANSWER_TEXT}}</p></details>
{{/QUESTION}}</section>
</div>
