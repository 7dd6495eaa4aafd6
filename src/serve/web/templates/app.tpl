{{%AUTOESCAPE context="HTML"}}<div class="narrow">
<header class="page-head"><h1>{{T_INSTALL_TITLE}}</h1><p class="lede">{{T_INSTALL_LEDE}}</p>
<p class="do"><button class="button" data-install hidden>{{T_INSTALL_BUTTON}}</button></p></header>
<section class="questions steps" aria-label="{{T_INSTALL_STEPS}}">
<details><summary>{{T_INSTALL_ANDROID}}</summary><ol><li>{{T_INSTALL_ANDROID_MENU}}</li><li>{{T_INSTALL_ANDROID_ADD}}</li></ol></details>
<details><summary>{{T_INSTALL_IOS}}</summary><ol><li>{{T_INSTALL_IOS_SHARE}}</li><li>{{T_INSTALL_IOS_ADD}}</li></ol></details>
<details><summary>{{T_INSTALL_DESKTOP}}</summary><ul><li>{{T_INSTALL_DESKTOP_CHROME}}</li><li>{{T_INSTALL_DESKTOP_SAFARI}}</li><li>{{T_INSTALL_DESKTOP_FIREFOX}}</li></ul></details>
</section>
<div class="prose">
<h2>{{T_INSTALL_OFFLINE_TITLE}}</h2>
<p>{{T_INSTALL_OFFLINE}}</p>
<h2 id="kept">{{T_INSTALL_KEPT_TITLE}}</h2>
<p>{{T_INSTALL_KEPT}}</p>
<ul>
<li>{{T_INSTALL_KEPT_LOOK}}</li>
<li>{{T_INSTALL_KEPT_LISTS}}</li>
<li>{{T_INSTALL_KEPT_NOTES}}</li>
<li>{{T_INSTALL_KEPT_PAGES}}</li>
</ul>
<form class="forget" method="post" action="/forget"><p>{{T_INSTALL_FORGET_TEXT}}</p><button class="button plain">{{T_INSTALL_FORGET}}</button></form>
</div>
</div>
