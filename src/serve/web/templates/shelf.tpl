{{%AUTOESCAPE context="HTML"}}<header class="page-head"><div><h1>{{HEAD_TITLE}}</h1><p class="lede">{{HEAD_LEDE_TEXT}}</p><p class="facts">{{#HEAD_LINK}}<a href="{{LINK_URL}}"{{#LINK_HERE}} aria-current="page"{{/LINK_HERE}}>{{LINK_NAME}}</a>{{/HEAD_LINK}}</p></div></header>
{{#DONE}}<form class="note done" method="post" action="{{SHELF_URL}}"><p role="status">{{DONE_TEXT}}</p>
<input type="hidden" name="{{ENTRY_FIELD}}" value="{{ENTRY_VALUE}}">
{{#UNDO}}<button name="do" value="{{UNDO_DO}}">{{T_UNDO}}</button>{{/UNDO}}
{{#BACK}}<a href="{{BACK_URL}}">{{T_BACK}}</a>{{/BACK}}
</form>{{/DONE}}
{{#FOLLOWED}}<section class="followed" aria-labelledby="followed"><h2 class="vh" id="followed">{{T_FOLLOWING}}</h2>
<ul data-list="following">{{#FOLLOW}}<li data-key="{{ENTRY_VALUE}}"><a href="{{FOLLOW_URL}}"><bdi>{{FOLLOW_NAME}}</bdi></a>
<form method="post" action="/following"><input type="hidden" name="what" value="{{ENTRY_VALUE}}"><button name="do" value="remove" aria-label="{{UNFOLLOW_LABEL}}">{{T_UNFOLLOW}}</button></form></li>
{{/FOLLOW}}</ul></section>
{{/FOLLOWED}}
<div class="tail"><div class="river">
{{#ROWS}}<h2 class="vh">{{HEAD_TITLE}}</h2>
<ul class="shelf" data-list="{{LIST_NAME}}">{{#ROW}}<li data-key="{{ROW_KEY}}">
{{>ROW_CARD}}
{{#ROW_PLAIN}}<p class="row-name">{{ROW_TEXT}}</p>{{/ROW_PLAIN}}
<form method="post" action="{{SHELF_URL}}">{{#ROW_NOTE}}<span>{{ROW_NOTE_TEXT}}</span>{{/ROW_NOTE}}<input type="hidden" name="{{ENTRY_FIELD}}" value="{{ENTRY_VALUE}}"><button name="do" value="remove" aria-label="{{ROW_LABEL}}">{{REMOVE_TEXT}}</button></form></li>
{{/ROW}}</ul>
<details class="clear"><summary>{{CLEAR_TEXT}}</summary><form method="post" action="{{SHELF_URL}}"><p>{{T_CLEAR_SURE}}</p><button class="button" name="do" value="clear">{{CLEAR_TEXT}}</button></form></details>
{{/ROWS}}
{{#DAY}}<h2 class="day">{{DAY_TEXT}}</h2>
{{>RIVER_CARD}}
{{/DAY}}
{{#NOTHING}}<div class="quiet-part"><p class="lede">{{NOTHING_TEXT}}</p><p>{{NOTHING_HINT}}</p><p><a class="button" href="{{NOTHING_URL}}">{{NOTHING_LINK}}</a></p></div>{{/NOTHING}}
</div></div>
<p class="small device">{{T_DEVICE_NOTE}}</p>
