{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}" data-theme="{{THEME}}"{{#SIZED}} data-size="{{LOOK_SIZE}}"{{/SIZED}}{{#SPACED}} data-spacing="{{LOOK_SPACING}}"{{/SPACED}}{{#DENSE}} data-density="{{LOOK_DENSITY}}"{{/DENSE}} data-words="{{WORDS_URL}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{PAGE_TITLE}}</title>
{{#DESCRIPTION}}<meta name="description" content="{{DESCRIPTION_TEXT}}">{{/DESCRIPTION}}
{{#ROBOTS}}<meta name="robots" content="{{ROBOTS_RULE}}">{{/ROBOTS}}
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#fbfaf7" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#121417" media="(prefers-color-scheme: dark)">
{{#PRELOAD}}<link rel="preload" href="{{FONT_URL}}" as="font" type="font/woff2" crossorigin{{#PRELOAD_LATER}} fetchpriority="low"{{/PRELOAD_LATER}}>
{{/PRELOAD}}
<link rel="stylesheet" href="{{STYLE_URL}}">
{{#OWN_STYLE}}<link rel="stylesheet" href="{{OWN_STYLE_URL}}">{{/OWN_STYLE}}
<link rel="stylesheet" href="{{BRANDS_URL}}">
{{#SHARED}}<link rel="modulepreload" href="{{SHARED_URL}}">{{/SHARED}}<script type="module" src="{{SCRIPT_URL}}"></script>
<link rel="icon" href="/favicon.svg" type="image/svg+xml" sizes="any">
<link rel="apple-touch-icon" href="{{TOUCH_ICON_URL}}">
<link rel="manifest" href="/manifest.webmanifest">
{{#CANONICAL}}<link rel="canonical" href="{{CANONICAL_URL}}">{{/CANONICAL}}
{{#FEED}}<link rel="alternate" type="application/rss+xml" title="{{FEED_TITLE}}" href="{{FEED_RSS}}">
<link rel="alternate" type="application/feed+json" title="{{FEED_TITLE}}" href="{{FEED_JSON}}">{{/FEED}}
{{>OPEN_GRAPH}}
{{#JSON_LD}}<script type="application/ld+json">{{JSON_LD_TEXT:x-json}}</script>{{/JSON_LD}}
</head>
<body class="{{BODY_CLASS}}">
<a class="skip" href="#main">{{T_SKIP}}</a>
{{>HEADER}}
<main id="main" class="wrap" tabindex="-1" data-page="{{PAGE_KIND}}">
{{>MAIN}}
</main>
{{>FOOTER}}
<div class="fresh" role="status"{{#WATCH}} data-fresh="{{WATCH_AFTER}}"{{#SOON}} data-soon="1"{{/SOON}}{{/WATCH}}></div>
<template id="words">
<i data-k="just_now">{{T_JUST_NOW}}</i><i data-k="close">{{T_CLOSE}}</i>
<i data-k="keys_title">{{T_KEYS_TITLE}}</i>
</template>
</body>
</html>
