// Names of elements, interned: comparing tags is comparing small integers.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsstand::html {

// Every element name the HTML standard, our sanitiser or our extraction treats in a special way. One name has one Tag
// in every namespace (html title and svg title are both kTitle). Names with other characters: annotation-xml,
// color-profile, font-face.
#define NEWSSTAND_HTML_TAGS(X)                                                                                                                     \
  X(A, "a")                                                                                                                                        \
  X(Abbr, "abbr")                                                                                                                                  \
  X(Acronym, "acronym") X(Address, "address") X(Applet, "applet") X(Area, "area") X(Article, "article") X(                                         \
      Aside, "aside") X(Audio, "audio") X(B, "b") X(Base, "base") X(Basefont, "basefont") X(Bdi, "bdi") X(Bdo, "bdo")                              \
      X(Bgsound, "bgsound") X(Big, "big") X(Blink, "blink") X(Blockquote, "blockquote") X(Body, "body") X(Br, "br") X(                             \
          Button, "button") X(Canvas, "canvas") X(Caption, "caption") X(Center, "center") X(Cite, "cite") X(Code,                                  \
                                                                                                            "code")                                \
          X(Col, "col") X(Colgroup, "colgroup") X(Command, "command") X(Data, "data") X(Datalist, "datalist") X(Dd, "dd") X(                       \
              Del,                                                                                                                                 \
              "del") X(Desc,                                                                                                                       \
                       "desc") X(Details, "details")                                                                                               \
              X(Dfn, "dfn") X(Dialog, "dialog") X(Dir, "dir") X(Div, "div") X(Dl, "dl") X(Dt, "dt") X(Em, "em") X(                                 \
                  Embed,                                                                                                                           \
                  "embed") X(Fieldset,                                                                                                             \
                             "fieldset") X(Figcaption,                                                                                             \
                                           "figcaption") X(Figure,                                                                                 \
                                                           "figure") X(Font,                                                                       \
                                                                       "font") X(Footer, "footer")                                                 \
                  X(ForeignObject, "foreignobject") X(Form, "form")                                                                                \
                      X(Frame,                                                                                                                     \
                        "frame") X(Frameset,                                                                                                       \
                                   "frameset") X(H1,                                                                                               \
                                                 "h1") X(H2,                                                                                       \
                                                         "h2") X(H3,                                                                               \
                                                                 "h3") X(H4,                                                                       \
                                                                         "h4") X(H5,                                                               \
                                                                                 "h5") X(H6,                                                       \
                                                                                         "h6") X(Head,                                             \
                                                                                                 "head") X(Header,                                 \
                                                                                                           "header") X(Hgroup,                     \
                                                                                                                       "hgroup") X(Hr,             \
                                                                                                                                   "hr") X(Html,   \
                                                                                                                                           "html") \
                          X(I, "i") X(Iframe, "iframe") X(Image, "image") X(Img, "img") X(Input, "input") X(                                       \
                              Ins, "ins") X(Isindex, "isindex")                                                                                    \
                              X(Kbd, "kbd") X(Keygen, "keygen") X(                                                                                 \
                                  Label,                                                                                                           \
                                  "label") X(Legend,                                                                                               \
                                             "legend") X(Li,                                                                                       \
                                                         "li") X(Link, "link")                                                                     \
                                  X(Listing, "listing") X(Main, "main") X(Malignmark, "malignmark") X(                                             \
                                      Map, "map") X(Mark, "mark")                                                                                  \
                                      X(Marquee, "marquee") X(Math, "math") X(Menu, "menu") X(                                                     \
                                          Menuitem,                                                                                                \
                                          "menuitem") X(Meta, "meta")                                                                              \
                                          X(Meter, "meter") X(Mglyph, "mglyph") X(Mi, "mi") X(Mn, "mn") X(Mo, "mo") X(                             \
                                              Ms,                                                                                                  \
                                              "ms") X(Mtext, "mtext")                                                                              \
                                              X(Nav, "nav") X(Nobr, "nobr") X(                                                                     \
                                                  Noembed,                                                                                         \
                                                  "noembed") X(Noframes,                                                                           \
                                                               "noframes") X(Noscript,                                                             \
                                                                             "noscript") X(Object,                                                 \
                                                                                           "object") X(Ol, "ol")                                   \
                                                  X(Optgroup,                                                                                      \
                                                    "o"                                                                                            \
                                                    "p"                                                                                            \
                                                    "t"                                                                                            \
                                                    "g"                                                                                            \
                                                    "r"                                                                                            \
                                                    "o"                                                                                            \
                                                    "u"                                                                                            \
                                                    "p") X(Option,                                                                                 \
                                                           "option") X(Output,                                                                     \
                                                                       "output") X(P, "p")                                                         \
                                                      X(Param, "param") X(Path, "path") X(Picture, "picture") X(                                   \
                                                          Plaintext, "plaintext") X(Portal, "portal")                                              \
                                                          X(Pre, "pre") X(Progress, "progress") X(                                                 \
                                                              Q,                                                                                   \
                                                              "q") X(Rb,                                                                           \
                                                                     "rb") X(Rp,                                                                   \
                                                                             "rp") X(Rt, "rt")                                                     \
                                                              X(Rtc, "rtc") X(Ruby, "ruby") X(                                                     \
                                                                  S,                                                                               \
                                                                  "s") X(Samp,                                                                     \
                                                                         "samp") X(Script,                                                         \
                                                                                   "script") X(Search, "search")                                   \
                                                                  X(Section, "section") X(Select, "select") X(                                     \
                                                                      Slot,                                                                        \
                                                                      "slot")                                                                      \
                                                                      X(                                                                           \
                                                                          Small,                                                                   \
                                                                          "small") X(Source,                                                       \
                                                                                     "source") X(Span,                                             \
                                                                                                 "span") X(Strike,                                 \
                                                                                                           "strike") X(Strong,                     \
                                                                                                                       "strong")                   \
                                                                          X(Style, "style") X(                                                     \
                                                                              Sub, "sub") X(Summary, "summary")                                    \
                                                                              X(Sup, "sup") X(                                                     \
                                                                                  Svg, "svg") X(Table, "table")                                    \
                                                                                  X(Tbody,                                                         \
                                                                                    "tbody") X(Td,                                                 \
                                                                                               "td") X(Template,                                   \
                                                                                                       "template") X(Textarea,                     \
                                                                                                                     "textar"                      \
                                                                                                                     "ea")                         \
                                                                                      X(Tfoot, "tfoot") X(Th, "th") X(                             \
                                                                                          Thead,                                                   \
                                                                                          "thead") X(Time, "time")                                 \
                                                                                          X(Title, "title") X(                                     \
                                                                                              Tr,                                                  \
                                                                                              "t"                                                  \
                                                                                              "r") X(Track,                                        \
                                                                                                     "track") X(Tt, "tt")                          \
                                                                                              X(U, "u") X(Ul, "ul") X(                             \
                                                                                                  Var,                                             \
                                                                                                  "var") X(Video,                                  \
                                                                                                           "video")                                \
                                                                                                  X(Wbr, "wbr") X(                                 \
                                                                                                      Xmp,                                         \
                                                                                                      "xmp") X(AmpImg,                             \
                                                                                                               "amp-"                              \
                                                                                                               "img")                              \
                                                                                                      X(AmpIframe,                                 \
                                                                                                        "amp-"                                     \
                                                                                                        "iframe") X(AmpVideo,                      \
                                                                                                                    "amp-video")                   \
                                                                                                          X(AmpYoutube,                            \
                                                                                                            "amp-"                                 \
                                                                                                            "youtub"                               \
                                                                                                            "e") X(AnnotationXml,                  \
                                                                                                                   "a"                             \
                                                                                                                   "n"                             \
                                                                                                                   "n"                             \
                                                                                                                   "o"                             \
                                                                                                                   "t"                             \
                                                                                                                   "a"                             \
                                                                                                                   "t"                             \
                                                                                                                   "i"                             \
                                                                                                                   "o"                             \
                                                                                                                   "n"                             \
                                                                                                                   "-"                             \
                                                                                                                   "x"                             \
                                                                                                                   "m"                             \
                                                                                                                   "l")                            \
                                                                                                              X(Annotation,                        \
                                                                                                                "anno"                             \
                                                                                                                "tati"                             \
                                                                                                                "on")

enum class Tag : uint16_t {
  kUnknown = 0,  // any other name: the node knows it
#define NEWSSTAND_TAG_ENTRY(id, name) k##id,
  NEWSSTAND_HTML_TAGS(NEWSSTAND_TAG_ENTRY)
#undef NEWSSTAND_TAG_ENTRY
      kCount
};

// "" for kUnknown.
std::string_view TagName(Tag tag);
// `name` in lower case; kUnknown when it is none of ours.
Tag TagFor(std::string_view lower_case_name);

}  // namespace newsstand::html
