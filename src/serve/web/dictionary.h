// ctemplate's dictionary and the generated names of all markers (kn_HEADLINE for {{HEADLINE}}).
#pragma once

// ctemplate uses strlen without naming <cstring>, which therefore comes first.
// clang-format off
#include <cstring>
#include <ctemplate/template_dictionary.h>
#include <newsstand_template_names.h>
// clang-format on
