{{%AUTOESCAPE context="HTML"}}<form class="switch" method="post" action="/theme">
<input type="hidden" name="back" value="{{PAGE_PATH}}">
<button class="to-dark" name="theme" value="dark" aria-label="{{T_THEME_TO_DARK}}" title="{{T_THEME_TO_DARK}}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z"/></svg></button>
<button class="to-light" name="theme" value="light" aria-label="{{T_THEME_TO_LIGHT}}" title="{{T_THEME_TO_LIGHT}}"><svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="4"/><path d="M12 2v2.500M12 19.500V22M2 12h2.500M19.5 12H22M4.9 4.900l1.8 1.800M17.3 17.300l1.8 1.800M4.9 19.100l1.8-1.800M17.3 6.700l1.8-1.8"/></svg></button>
</form>
