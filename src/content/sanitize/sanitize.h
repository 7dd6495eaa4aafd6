// Hostile HTML in, safe HTML out: an allow-list over the parsed tree, written anew by us.
//
// What comes out contains only: p h2 … h6 ul ol li dl dt dd blockquote pre table caption thead tbody tfoot tr th td
// figure figcaption hr br wbr img a em strong b i u s small sub sup mark abbr cite q dfn time code kbd samp var del ins
// bdi bdo ruby rt rp, with
// - href: absolute http, https or mailto, with rel="noopener noreferrer ugc"; or a fragment of the same text;
// - img: src (absolute http or https, the best of what the page offers), alt, title, width, height, loading="lazy";
// - id: always with the prefix user-content-;  class: only "embed", on the link card an embedded player becomes;
// - dir, lang, and the few attributes that give lists, cells, times and abbreviations their meaning.
// Inline elements stand inside blocks and never around them, nothing is empty, white space is single outside pre.
//
// The result is stable: sanitising it again, or parsing and serialising it, changes nothing. Linear in the input; at
// most about limits::kBodyBytes long, what would follow is left out, as are pictures and the targets of links after the
// first 100,000 addresses. Pure and thread-safe.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "content/html/document.h"

namespace newsstand::sanitize {

struct Options {
  std::string base_url;      // what relative addresses are relative to; "" drops them
  bool keep_hidden = false;  // of a page that shows its text only once its scripts have run
};

std::string SanitizeHtml(std::string_view html, const Options& options = {});

// The same for parts of a parsed page, one after the other. Elements and text nodes for which `drop` is true are left
// out with all they contain.
using DropPredicate = std::function<bool(const html::Node&)>;
std::string SanitizeNodes(std::span<const html::Node* const> nodes, const Options& options = {},
                          const DropPredicate& drop = {});

}  // namespace newsstand::sanitize
