{{%AUTOESCAPE context="HTML"}}<form class="find" action="/search" role="search" aria-label="{{T_SEARCH_SITE}}">
<input id="find" name="q" type="search" dir="auto" aria-label="{{T_SEARCH_LABEL}}" placeholder="{{T_SEARCH}}" enterkeyhint="search" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="1000">
<button aria-label="{{T_SEARCH}}"><svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.500" cy="10.500" r="6"/><path d="m15 15 5.500 5.500"/></svg></button>
</form>
