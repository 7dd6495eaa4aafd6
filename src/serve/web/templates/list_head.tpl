{{%AUTOESCAPE context="HTML"}}<header class="page-head {{HEAD_CLASS}}">
{{#HEAD_PLATE}}{{>PLATE}}{{/HEAD_PLATE}}
<div>
<h1{{#HEAD_LANGUAGE}} lang="{{HEAD_LANG}}"{{/HEAD_LANGUAGE}}>{{HEAD_TITLE}}</h1>
{{#HEAD_LEDE}}<p class="lede">{{HEAD_LEDE_TEXT}}</p>{{/HEAD_LEDE}}
{{#HEAD_FACTS}}<p class="facts">{{#HEAD_FACT}}<span>{{FACT_TEXT}}</span>{{/HEAD_FACT}}{{#HEAD_LINK}}<a href="{{LINK_URL}}"{{#LINK_OUT}} rel="noopener"{{/LINK_OUT}}>{{LINK_NAME}}</a>{{/HEAD_LINK}}</p>{{/HEAD_FACTS}}
{{#FOLLOW}}<form class="follow-it" method="post" action="/following" data-do="follow"><input type="hidden" name="what" value="{{ENTRY_VALUE}}"><button name="do" value="add">{{T_FOLLOW}}</button></form>{{/FOLLOW}}
</div>
</header>
