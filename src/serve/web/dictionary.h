// ctemplate's dictionary and the generated names of all markers (kn_HEADLINE for {{HEADLINE}}).
#pragma once

#include <cstring>  // the next header uses strlen without naming it

#include <ctemplate/template_dictionary.h>
#include <newsstand_template_names.h>
