extension PluginTemplate {
    static func cSource(_ kind: Kind) -> String {
        let (head, columnKind, parser) = kind == .number ? (cNumberHead, "NUMERIC", cNumberParser) : (cLabelHead, "CATEGORICAL", cLabelParser)
        let unit = kind == .number ? "\n    .unit = TEXT(\"{{UNIT}}\"), /* a UCUM code, such as mm */" : ""
        return head + cDeclarations(columnKind, unit) + cHelpers + parser + cEntry(kind)
    }

    private static let cNumberHead = #"""
        /* {{NAME}} — a tagfold plugin: {{TAG}} as a number. */
        #define _POSIX_C_SOURCE 200809L /* uselocale */

        #include <locale.h>
        #include <math.h>
        #include <stddef.h>
        #include <stdlib.h>
        #include <string.h>

        #include "tagplugin.h"

        """#

    private static let cLabelHead = #"""
        /* {{NAME}} — a tagfold plugin: {{TAG}} as a label. */
        #include <stddef.h>
        #include <string.h>

        #include "tagplugin.h"

        """#

    private static func cDeclarations(_ kind: String, _ unit: String) -> String {
        #"""

        #define TEXT(literal) {(literal), sizeof(literal) - 1}
        #define RULE(literal) ((tagplugin_text)TEXT(literal))

        /* ---- What is declared: one tag in, one column out ---- */

        static const tagplugin_input inputs[] = {{
            .struct_size = sizeof(tagplugin_input),
            .abi_version = TAGPLUGIN_ABI_VERSION,
            .path = TEXT({{QUOTED_TAG}}),
            .role = TAGPLUGIN_ROLE_CLAIMED,
        }};

        static const tagplugin_column columns[] = {{
            .struct_size = sizeof(tagplugin_column),
            .abi_version = TAGPLUGIN_ABI_VERSION,
            .name = TEXT("{{COLUMN}}"),
        """# + unit + #"""

            .description = TEXT("what {{COLUMN}} says"),
            .kind = TAGPLUGIN_KIND_\#(kind),
            .components = 1,
        }};

        static const tagplugin_claim claims[] = {{
            .struct_size = sizeof(tagplugin_claim),
            .abi_version = TAGPLUGIN_ABI_VERSION,
            .kind = TAGPLUGIN_CLAIM_TUPLE,
            .inputs = inputs,
            .columns = columns,
            .input_count = 1,
            .column_count = 1,
        }};

        """#
    }

    private static let cHelpers = #"""

        /* ---- Text: bytes with a length, never NUL-terminated ---- */

        static tagplugin_text trimmed(tagplugin_text text) {
          while (text.length > 0 && (text.bytes[0] == ' ' || text.bytes[0] == '\0')) {
            text.bytes++;
            text.length--;
          }
          while (text.length > 0 && (text.bytes[text.length - 1] == ' ' || text.bytes[text.length - 1] == '\0')) text.length--;
          return text;
        }

        static char upper(char byte) { return byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte; }

        static int equals(tagplugin_text left, tagplugin_text right) {
          if (left.length != right.length) return 0;
          for (uint64_t i = 0; i < left.length; i++) {
            if (upper(left.bytes[i]) != upper(right.bytes[i])) return 0;
          }
          return 1;
        }

        /* The rule by which a word stands for missing in any tag; its length is 0 when none does. */
        static tagplugin_text missing_rule(tagplugin_text text) {
          static const tagplugin_text words[][2] = {
              {TEXT("UNKNOWN"), TEXT("the word UNKNOWN")}, {TEXT("NONE"), TEXT("the word NONE")}, {TEXT("N/A"), TEXT("the word N/A")},
              {TEXT("NULL"), TEXT("the word NULL")},       {TEXT("NAN"), TEXT("the word NAN")},   {TEXT("(BLANK)"), TEXT("the word BLANK")},
          };
          for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
            if (equals(text, words[i][0])) return words[i][1];
          }
          return (tagplugin_text){NULL, 0};
        }

        /* ---- Parsing ---- */

        static void missing(const tagplugin_sink *sink, uint32_t item, tagplugin_text rule) {
          sink->missing(sink->context, item, TAGPLUGIN_ALL_COLUMNS, rule);
        }

        /* Never put a value into a reason: reports leave the hospital. */
        static void rejected(const tagplugin_sink *sink, uint32_t item, tagplugin_text reason) {
          sink->rejected(sink->context, item, reason);
        }

        """#

    private static let cNumberParser = #"""

        /* Where numbers have a decimal point, whatever the program around has set. */
        static locale_t c_locale;

        /* The number that text begins with; *end is behind it. 0 when there is none. Decimal commas become points. */
        static int scan(tagplugin_text text, double *number, uint64_t *end, int *has_comma) {
          char copy[64];
          char *stop;
          uint64_t length = 0;
          locale_t before;
          *has_comma = 0;
          for (; length < text.length && length < sizeof(copy) - 1; length++) {
            const char byte = text.bytes[length];
            /* strtod would also read "0x1F", "inf" and "nan". */
            if (byte == '\0' || strchr("0123456789.,+-eE", byte) == NULL) break;
            if (byte == ',') *has_comma = 1;
            copy[length] = byte == ',' ? '.' : byte;
          }
          copy[length] = '\0';
          before = uselocale(c_locale);
          *number = strtod(copy, &stop);
          uselocale(before);
          *end = (uint64_t)(stop - copy);
          return stop != copy;
        }

        /* What holds of {{COLUMN}} is yours to say here: what zero means, what cannot be, which units are glued on. */
        static void parse_value(tagplugin_text text, const tagplugin_sink *sink, uint32_t item) {
          static const tagplugin_text unit = TEXT("{{UNIT}}");
          tagplugin_text rest = text;
          double number;
          uint64_t end;
          int has_comma;
          if (memchr(text.bytes, '\\', (size_t)text.length) != NULL) return rejected(sink, item, RULE("several values"));
          if (!scan(text, &number, &end, &has_comma)) return rejected(sink, item, RULE("not a number"));
          rest.bytes += end;
          rest.length -= end;
          rest = trimmed(rest);
          if (rest.length > 0 && !equals(rest, unit)) return rejected(sink, item, RULE("text after the number"));
          if (!isfinite(number)) return rejected(sink, item, RULE("number out of range"));
          if (number == 0) return missing(sink, item, RULE("zero means not recorded"));
          if (number < 0) return rejected(sink, item, RULE("negative"));

          if (has_comma) sink->repaired(sink->context, item, RULE("decimal comma"));
          if (rest.length > 0) sink->repaired(sink->context, item, RULE("unit suffix"));
          sink->number(sink->context, item, 0, 0, number);
        }

        """#

    private static let cLabelParser = #"""

        /* What holds of {{COLUMN}} is yours to say here: which codes there are, what they are also called. */
        static void parse_value(tagplugin_text text, const tagplugin_sink *sink, uint32_t item) {
          char label[64];
          int is_repaired = 0;
          if (memchr(text.bytes, '\\', (size_t)text.length) != NULL) return rejected(sink, item, RULE("several values"));
          if (text.length > sizeof(label)) return rejected(sink, item, RULE("longer than 64 characters"));
          for (uint64_t i = 0; i < text.length; i++) {
            label[i] = upper(text.bytes[i]);
            if (label[i] == '\0' || strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-", label[i]) == NULL) return rejected(sink, item, RULE("not a code"));
            if (label[i] != text.bytes[i]) is_repaired = 1;
          }
          if (is_repaired) sink->repaired(sink->context, item, RULE("upper case"));
          sink->label(sink->context, item, 0, 0, (tagplugin_text){label, text.length});
        }

        """#

    private static func cEntry(_ kind: Kind) -> String {
        let locale = kind == .number ? "\n  if (c_locale == (locale_t)0) c_locale = newlocale(LC_ALL_MASK, \"C\", (locale_t)0);\n  if (c_locale == (locale_t)0) return TAGPLUGIN_FAILED;" : ""
        return #"""

        static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
          (void)state;
          if (batch->claim != 0 || batch->input_count != 1) return TAGPLUGIN_BAD_ARGUMENT;
          for (uint32_t item = 0; item < batch->count; item++) {
            /* Values are value_size bytes apart: those of a later host are longer. */
            const tagplugin_value *value = (const tagplugin_value *)((const char *)batch->values + (size_t)item * batch->value_size);
            const tagplugin_text text = value->presence == TAGPLUGIN_PRESENT ? trimmed(value->text) : RULE("");
            const tagplugin_text rule = missing_rule(text);
            if (text.length == 0) {
              missing(sink, item, RULE("no value"));
            } else if (rule.length > 0) {
              missing(sink, item, rule);
            } else {
              parse_value(text, sink, item);
            }
          }
          return TAGPLUGIN_OK;
        }

        /* ---- Entry: the one symbol that others see ---- */

        TAGPLUGIN_EXPORT tagplugin_status tagplugin_{{NAME}}(const tagplugin_host *host, tagplugin_plugin *plugin);

        tagplugin_status tagplugin_{{NAME}}(const tagplugin_host *host, tagplugin_plugin *plugin) {
          const uint32_t least = offsetof(tagplugin_plugin, finish) + sizeof(plugin->finish);
          if (host == NULL || plugin == NULL) return TAGPLUGIN_BAD_ARGUMENT;
          if (host->abi_version >> 16 != TAGPLUGIN_ABI_MAJOR || plugin->struct_size < least) return TAGPLUGIN_UNSUPPORTED;
        """# + locale + #"""

          plugin->abi_version = TAGPLUGIN_ABI_VERSION;
          plugin->name = RULE("{{NAME}}");
          plugin->version = RULE("1.0.0");
          plugin->description = RULE("what {{COLUMN}} says");
          plugin->claims = claims;
          plugin->claim_count = 1;
          plugin->flags = TAGPLUGIN_THREAD_SAFE;
          plugin->parse = parse;
          return TAGPLUGIN_OK;
        }

        """#
    }

    static let cMakefile = """
        CC ?= cc
        CFLAGS ?= -O2
        # The tagfold command that checks the plugin.
        TAGFOLD ?= tagfold

        # Plugins that others can write are refused, whatever the umask of whoever builds.
        build/lib{{NAME}}.so: {{NAME}}.c tagplugin.h
        \tumask 022 && mkdir -p build && $(CC) -std=c99 -Wall -Wextra $(CFLAGS) -fPIC -shared -fvisibility=hidden -Wl,-z,noexecstack -o $@ {{NAME}}.c $(LDFLAGS) -lm

        .PHONY: test clean
        test: build/lib{{NAME}}.so
        \t$(TAGFOLD) plugin verify build/lib{{NAME}}.so --vectors vectors.txt

        clean:
        \trm -rf build

        """
}
