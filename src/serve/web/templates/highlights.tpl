{{%AUTOESCAPE context="HTML"}}<div class="narrow">
<header class="page-head"><h1>{{T_HIGHLIGHTS_TITLE}}</h1><p class="lede">{{T_HIGHLIGHTS_LEDE}}</p></header>
<noscript><p class="note">{{T_HIGHLIGHTS_NOSCRIPT}}</p></noscript>
<div class="prose highlights" data-highlights><p class="none">{{T_HIGHLIGHTS_NONE}}</p><p><a class="more" href="/">{{T_ERROR_FRONT}}</a></p></div>
</div>
