{{%AUTOESCAPE context="HTML"}}<section class="quiet shared">
<h1>{{T_SHARE_NOT_HERE}}</h1>
<p>{{SHARE_TEXT}}</p>
<form class="ask" action="/search" role="search" aria-label="{{T_SEARCH_ARTICLES}}">
<label class="vh" for="q">{{T_SEARCH_LABEL}}</label>
<input id="q" name="q" type="search" dir="auto" value="{{QUERY_TEXT}}" enterkeyhint="search" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="1000">
<button class="button">{{T_SEARCH}}</button>
</form>
<div class="actions">{{#ORIGINAL}}<a class="more original" href="{{ORIGINAL_URL}}" rel="noopener"><span>{{T_SHARE_ORIGINAL}} <bdi>{{ORIGINAL_HOST}}</bdi></span></a>{{/ORIGINAL}}<a class="more" href="/">{{T_ERROR_FRONT}}</a></div>
</section>
