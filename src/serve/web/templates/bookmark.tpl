{{%AUTOESCAPE context="HTML"}}<a class="bookmark" href="/saved" aria-label="{{T_SAVED}}" title="{{T_SAVED}}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4h10v16l-5-4-5 4z"/></svg></a>
