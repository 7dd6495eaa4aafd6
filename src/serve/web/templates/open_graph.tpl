{{%AUTOESCAPE context="HTML"}}<meta property="og:site_name" content="{{SITE_NAME}}">
<meta property="og:type" content="{{OG_TYPE}}">
<meta property="og:title" content="{{OG_TITLE}}">
<meta property="og:description" content="{{OG_DESCRIPTION}}">
<meta property="og:url" content="{{OG_URL}}">
{{#OG_LOCALE}}<meta property="og:locale" content="{{OG_LOCALE_NAME}}">
{{/OG_LOCALE}}
{{#OG_IMAGE}}<meta property="og:image" content="{{OG_IMAGE_URL}}">
{{#OG_IMAGE_MEASURES}}<meta property="og:image:width" content="{{OG_IMAGE_WIDTH}}">
<meta property="og:image:height" content="{{OG_IMAGE_HEIGHT}}">
{{/OG_IMAGE_MEASURES}}
<meta property="og:image:alt" content="{{OG_IMAGE_ALT}}">
{{/OG_IMAGE}}
{{#OG_ARTICLE}}{{#OG_PUBLISHED}}<meta property="article:published_time" content="{{OG_PUBLISHED_ISO}}">
{{/OG_PUBLISHED}}{{#OG_UPDATED}}<meta property="article:modified_time" content="{{OG_UPDATED_ISO}}">
{{/OG_UPDATED}}{{#OG_SECTION}}<meta property="article:section" content="{{OG_SECTION_NAME}}">
{{/OG_SECTION}}{{/OG_ARTICLE}}
<meta name="twitter:card" content="{{CARD_KIND}}">
