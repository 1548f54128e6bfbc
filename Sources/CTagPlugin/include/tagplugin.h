/*
 * tagplugin.h — the tagfold plugin ABI, version 1.
 *
 * A tag plugin is a dynamic library lib<Name>.so with one exported symbol, tagplugin_<Name>, of type
 * tagplugin_entry. The plugin declares claims: the inputs that it parses (a tag, or a tuple of tags) and the
 * output columns that it fills. The host then passes it each DISTINCT input once, in batches, and the plugin
 * answers through a table of sink functions.
 *
 * Rules that hold everywhere below:
 *  - Plain C99, fixed-width types. Text is UTF-8 with a length, never NUL-terminated by contract.
 *  - Every struct starts with {struct_size, abi_version}. New fields are only ever added at the tail, so a reader
 *    must not touch a field that lies beyond struct_size. Arrays of structs step by the struct_size of their first
 *    element. The two plain views tagplugin_text and tagplugin_value carry no header; tagplugin_value arrays step
 *    by the batch's value_size.
 *  - No memory changes owner. What the host hands out is valid until the call that received it returns (for what a
 *    service returns: until the running parse call returns). What the plugin hands out in tagplugin_plugin must
 *    stay valid and unchanged until the process ends.
 *  - A plugin never unwinds (no C++ exception, no longjmp) through the host, and never calls the host from a
 *    thread other than the one that runs parse.
 *
 * Each function's comment gives, in this order: purpose, ownership, failure, thread.
 */
#ifndef TAGPLUGIN_H
#define TAGPLUGIN_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ------------------------------------------------------------------------------------------------ */

/* A host refuses a plugin of another major version. A higher minor version only adds fields at the tail. */
#define TAGPLUGIN_ABI_MAJOR 1u
#define TAGPLUGIN_ABI_MINOR 2u
#define TAGPLUGIN_ABI_VERSION ((TAGPLUGIN_ABI_MAJOR << 16) | TAGPLUGIN_ABI_MINOR)

/* Marks the one symbol that a plugin exports; build the rest with hidden visibility. */
#if defined(_WIN32)
#define TAGPLUGIN_EXPORT __declspec(dllexport)
#else
#define TAGPLUGIN_EXPORT __attribute__((visibility("default")))
#endif

/* ---- Status ------------------------------------------------------------------------------------------------- */

typedef uint32_t tagplugin_status;

#define TAGPLUGIN_OK 0u            /* done */
#define TAGPLUGIN_NOT_FOUND 1u     /* a service has no such dictionary, entry, option or synonym */
#define TAGPLUGIN_BAD_ARGUMENT 2u  /* an index out of range, a wrong kind, text that is not UTF-8; the call had no effect */
#define TAGPLUGIN_UNSUPPORTED 3u   /* the other side is too old or too new for this */
#define TAGPLUGIN_FAILED 4u        /* the plugin cannot go on; the batch counts as failed */

/* ---- Plain views -------------------------------------------------------------------------------------------- */

/* UTF-8 text with a length in bytes. bytes may be NULL when length is 0. */
typedef struct tagplugin_text {
  const char *bytes;
  uint64_t length;
} tagplugin_text;

/* Whether an input is there in the instances that hold this value. */
#define TAGPLUGIN_ABSENT 0u  /* no such element */
#define TAGPLUGIN_EMPTY 1u   /* the element is there with no value, or with nothing but padding */
#define TAGPLUGIN_PRESENT 2u

/*
 * One distinct value of one input. text holds the values as DICOM text, separated by '\' (U+005C) when the value
 * representation allows more than one; binary numbers are written in decimal, AT as GGGGEEEE. Padding is removed.
 */
typedef struct tagplugin_value {
  tagplugin_text text;
  uint32_t presence;  /* TAGPLUGIN_ABSENT, _EMPTY or _PRESENT */
  char vr[2];         /* value representation it was read with, for example "DS"; "UN" when unknown */
  uint16_t reserved;
} tagplugin_value;

/* ---- What a plugin declares --------------------------------------------------------------------------------- */

/* The tag that a claim parses. Its presence decides whether a value counts as absent or empty. */
#define TAGPLUGIN_ROLE_CLAIMED 0u
/* A tag that only helps (the vendor, the study date). It is not claimed: another plugin may parse it. */
#define TAGPLUGIN_ROLE_CONTEXT 1u

/* One input of a claim. */
typedef struct tagplugin_input {
  uint32_t struct_size;
  uint32_t abi_version;
  /*
   * Attribute path: a keyword ("PixelSpacing") or eight hex digits ("00280030"); a private element as
   * gggg + xxee + @ + creator in quotes (0019xx0C@"SIEMENS MR HEADER"); steps through sequences joined by '.', first
   * item ("AnatomicRegionSequence.CodeMeaning"). Attributes that enhanced multi-frame objects keep in functional
   * groups are found there under their plain keyword.
   */
  tagplugin_text path;
  uint32_t role;
  uint32_t reserved;
} tagplugin_input;

#define TAGPLUGIN_KIND_NUMERIC 0u
#define TAGPLUGIN_KIND_CATEGORICAL 1u
#define TAGPLUGIN_KIND_FLAG 2u

/* One output column of a claim. */
typedef struct tagplugin_column {
  uint32_t struct_size;
  uint32_t abi_version;
  tagplugin_text name;  /* [A-Za-z0-9_]+, unique in the run; an empty name stands for the input's keyword */
  tagplugin_text unit;  /* UCUM code ("mm", "a", "deg"), empty when there is none */
  tagplugin_text description;
  uint32_t kind;        /* TAGPLUGIN_KIND_… */
  uint32_t components;  /* 1, or the most components that an array column may have: it becomes name_1 … name_n */
} tagplugin_column;

/* The claim parses the tuple of its inputs. */
#define TAGPLUGIN_CLAIM_TUPLE 0u
/*
 * The claim parses every tag whose value representation is in vrs, whose value multiplicity allows at least
 * minimum_vm values, and that no tuple claim of any plugin claims. It has no inputs of its own; it is called with
 * one input, and the batch tells which tag it is.
 */
#define TAGPLUGIN_CLAIM_EVERY 1u

/* Call the plugin also where the claimed inputs are absent or empty but a context input is present. */
#define TAGPLUGIN_CLAIM_INFERS 1u

typedef struct tagplugin_claim {
  uint32_t struct_size;
  uint32_t abi_version;
  uint32_t kind;   /* TAGPLUGIN_CLAIM_TUPLE or _EVERY */
  uint32_t flags;  /* TAGPLUGIN_CLAIM_INFERS or 0 */
  const tagplugin_input *inputs;
  const tagplugin_column *columns;
  uint32_t input_count;
  uint32_t column_count;
  tagplugin_text vrs;   /* _EVERY: value representations, separated by spaces ("DS IS FD") */
  uint32_t minimum_vm;  /* _EVERY */
  uint32_t reserved;
} tagplugin_claim;

/* ---- What the host passes in and takes back ----------------------------------------------------------------- */

/* count items of input_count values each, item by item: value of item i, input j is values[i * input_count + j]. */
typedef struct tagplugin_batch {
  uint32_t struct_size;
  uint32_t abi_version;
  uint32_t claim;          /* index into the plugin's claims */
  uint32_t count;          /* number of items; may be 0 */
  uint32_t input_count;    /* inputs an item; 1 for an _EVERY claim */
  uint32_t value_size;     /* step between values in bytes; at least sizeof(tagplugin_value) of version 1.0 */
  const tagplugin_value *values;
  tagplugin_text keyword;  /* keyword of the first input, or gggg_ee_CREATOR for a private element */
} tagplugin_batch;

/* How a fold went; handed out by the host's fold service. */
#define TAGPLUGIN_FOLD_EXACT 0u         /* already the canonical term */
#define TAGPLUGIN_FOLD_SYNONYM 1u       /* a listed synonym, letter for letter */
#define TAGPLUGIN_FOLD_NORMALIZED 2u    /* after case, space and punctuation */
#define TAGPLUGIN_FOLD_FINGERPRINT 3u   /* after sorting tokens */
#define TAGPLUGIN_FOLD_ABBREVIATION 4u  /* after replacing listed abbreviations */
#define TAGPLUGIN_FOLD_COMBINATION 5u   /* after taking the value apart into several terms; term names them together */

typedef struct tagplugin_fold {
  uint32_t struct_size;
  uint32_t abi_version;
  tagplugin_text term;   /* canonical term */
  tagplugin_text code;   /* its code, or empty */
  tagplugin_text scheme; /* coding scheme designator of the code, for example SCT */
  tagplugin_text parent; /* the term above it, or empty */
  uint32_t step;         /* TAGPLUGIN_FOLD_… */
  uint32_t sentinel;     /* 1 when the dictionary lists the value as one that stands for missing; term is then empty */
  uint64_t trace;        /* the host's own mark of the dictionary entry; hand the struct back unchanged in sink->folded */
} tagplugin_fold;

/* One pair of context for a fold: an attribute path and the value that it has here (Modality, CR). */
typedef struct tagplugin_context {
  tagplugin_text path;
  tagplugin_text value;
} tagplugin_context;

/* Data dictionary entry; handed out by the host's lookup service. */
typedef struct tagplugin_element {
  uint32_t struct_size;
  uint32_t abi_version;
  tagplugin_text keyword;
  tagplugin_text name;
  tagplugin_text vrs;     /* alternatives, separated by spaces */
  uint32_t tag;           /* group << 16 | element */
  uint32_t minimum_vm;
  uint32_t maximum_vm;    /* UINT32_MAX: unbounded */
  uint32_t retired;
} tagplugin_element;

#define TAGPLUGIN_LOG_DEBUG 0u
#define TAGPLUGIN_LOG_INFO 1u
#define TAGPLUGIN_LOG_WARNING 2u
#define TAGPLUGIN_LOG_ERROR 3u

/* Services of the host. context is the host's own; pass it back as it is. */
typedef struct tagplugin_host {
  uint32_t struct_size;
  uint32_t abi_version;
  void *context;

  /*
   * Purpose: folds value through the synonym dictionary of that name, by the host's layers and steps; context may
   *   scope entries (NULL and 0 for none). Set result->struct_size before the call.
   * Ownership: the texts in result are the host's, valid until the running parse call returns.
   * Failure: NOT_FOUND when there is no such dictionary or the value is not in it; BAD_ARGUMENT for text that is
   *   not UTF-8. result then holds nothing.
   * Thread: only from inside parse, on its thread.
   */
  tagplugin_status (*fold)(void *context, tagplugin_text dictionary, tagplugin_text value,
                           const tagplugin_context *pairs, uint64_t pair_count, tagplugin_fold *result);

  /*
   * Purpose: looks an attribute path up in the data dictionary. Set result->struct_size before the call.
   * Ownership: the texts in result are the host's, valid until the entry or parse call that runs returns.
   * Failure: NOT_FOUND when the dictionary does not know it.
   * Thread: from the entry function or inside parse, on its thread.
   */
  tagplugin_status (*lookup)(void *context, tagplugin_text path, tagplugin_element *result);

  /*
   * Purpose: reads an option that the user set for this plugin (--plugin-option Name.key=value).
   * Ownership: value is the host's, valid until the entry or parse call that runs returns.
   * Failure: NOT_FOUND when it is not set.
   * Thread: from the entry function or inside parse, on its thread.
   */
  tagplugin_status (*option)(void *context, tagplugin_text key, tagplugin_text *value);

  /*
   * Purpose: writes a line to the run's log. Never log a value: logs may leave the hospital.
   * Ownership: message stays the plugin's.
   * Failure: none; a message that is not UTF-8 is counted and dropped.
   * Thread: from the entry function or inside parse, on its thread.
   */
  void (*log)(void *context, uint32_t level, tagplugin_text message);

  /*
   * Since 1.1: a host whose struct_size ends before it does not have it.
   * Purpose: names the attributes that entries of a synonym dictionary ask for, one by one from index 0, so that a
   *   claim can take them as context and pass their values to fold. A site adds such entries: what is asked for is
   *   known only at run time.
   * Ownership: keyword is the host's, valid until the entry or parse call that runs returns.
   * Failure: NOT_FOUND behind the last one, and when there is no such dictionary.
   * Thread: from the entry function or inside parse, on its thread.
   */
  tagplugin_status (*condition)(void *context, tagplugin_text dictionary, uint64_t index, tagplugin_text *keyword);

  /*
   * Since 1.2: a host whose struct_size ends before it does not have it.
   * Purpose: tells which of several synonym dictionaries (at most 64) fold value by an entry for the whole of it: bit i of
   *   found for dictionaries[i]. What only a fold of step COMBINATION would understand has no bit. One call costs little
   *   more than one fold: ask it before you fold a word through many dictionaries, most of which do not know it.
   * Ownership: all arguments stay the plugin's.
   * Failure: BAD_ARGUMENT for text that is not UTF-8 and for too many dictionaries; found is then unchanged. A dictionary
   *   that there is not has no bit.
   * Thread: only from inside parse, on its thread.
   */
  tagplugin_status (*recognize)(void *context, tagplugin_text value, const tagplugin_text *dictionaries, uint64_t count,
                                const tagplugin_context *pairs, uint64_t pair_count, uint64_t *found);
} tagplugin_host;

#define TAGPLUGIN_ALL_COLUMNS UINT32_MAX

/*
 * Answers. item is the index in the batch, column the index in the claim's columns, component the index in an array
 * column (0 for a plain one). Texts stay the plugin's. Every function fails with BAD_ARGUMENT, without effect, for
 * an index or a kind that does not fit; the host counts such answers against the plugin. An item with no answer at
 * all counts as rejected, reason "no answer". Call them only from inside parse, on its thread.
 */
typedef struct tagplugin_sink {
  uint32_t struct_size;
  uint32_t abi_version;
  void *context;

  /* Purpose: a number for a numeric column. Failure: also for NaN and infinities. */
  tagplugin_status (*number)(void *context, uint32_t item, uint32_t column, uint32_t component, double value);
  /* Purpose: a label for a categorical column. Failure: also for text that is empty or not UTF-8. */
  tagplugin_status (*label)(void *context, uint32_t item, uint32_t column, uint32_t component, tagplugin_text value);
  /* Purpose: a flag, 0 or 1, for a flag column. Failure: also for other values. */
  tagplugin_status (*flag)(void *context, uint32_t item, uint32_t column, uint32_t component, uint32_t value);
  /*
   * Purpose: the value stands for missing, by the named rule ("zero means not recorded"): in one column, or with
   * TAGPLUGIN_ALL_COLUMNS the item as a whole, which then counts as a sentinel. An item whose claimed inputs are
   * absent or empty (see TAGPLUGIN_CLAIM_INFERS) stays absent or empty, whatever is answered for it.
   */
  tagplugin_status (*missing)(void *context, uint32_t item, uint32_t column, tagplugin_text rule);
  /* Purpose: the value was repaired by the named rule ("decimal comma") before it was parsed. May repeat. */
  tagplugin_status (*repaired)(void *context, uint32_t item, tagplugin_text rule);
  /* Purpose: the value was folded; fold is what the fold service returned. May repeat. */
  tagplugin_status (*folded)(void *context, uint32_t item, const tagplugin_fold *fold);
  /* Purpose: the answer comes from a context input, by the named rule ("BirthDate and StudyDate"). */
  tagplugin_status (*inferred)(void *context, uint32_t item, tagplugin_text rule);
  /* Purpose: some of the value was understood, some not, for this reason. */
  tagplugin_status (*partial)(void *context, uint32_t item, tagplugin_text reason);
  /* Purpose: the value was not understood, for this reason. Columns already answered for the item are discarded. */
  tagplugin_status (*rejected)(void *context, uint32_t item, tagplugin_text reason);
  /* Purpose: two inputs say different things. Reported; the answer stands. Never put the values in the message. */
  tagplugin_status (*contradiction)(void *context, uint32_t item, tagplugin_text message);
} tagplugin_sink;

/* Calls of one plugin may run at the same time on several threads, each with its own batch and sink. */
#define TAGPLUGIN_THREAD_SAFE 1u

/* What the entry function fills in. */
typedef struct tagplugin_plugin {
  uint32_t struct_size;  /* set by the host: how much of this struct it knows; the plugin writes no further */
  uint32_t abi_version;  /* set by the plugin: TAGPLUGIN_ABI_VERSION that it was built with */
  tagplugin_text name;   /* the <Name> of the entry symbol */
  tagplugin_text version;
  tagplugin_text description;
  const tagplugin_claim *claims;
  uint32_t claim_count;
  uint32_t flags;        /* TAGPLUGIN_THREAD_SAFE or 0 */
  void *state;

  /*
   * Purpose: parses a batch of distinct inputs and answers through sink. The same input must get the same answer
   *   whatever else is in the batch and in whatever order.
   * Ownership: batch, sink and all they point to are the host's, valid until the call returns.
   * Failure: any status but OK: the whole batch counts as failed.
   * Thread: one call at a time, unless the plugin says TAGPLUGIN_THREAD_SAFE.
   */
  tagplugin_status (*parse)(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink);

  /*
   * Purpose: the last call; the plugin may release its state. May be NULL.
   * Ownership: none. Failure: none. Thread: after all parse calls have returned.
   */
  void (*finish)(void *state);
} tagplugin_plugin;

/*
 * Purpose: the entry symbol, tagplugin_<Name>: fills in *plugin.
 * Ownership: host stays valid until the process ends; keep its pointer if parse needs the services. plugin is the
 *   host's; what the plugin puts into it stays the plugin's.
 * Failure: UNSUPPORTED when host->abi_version has another major version; any status but OK: the plugin is refused.
 * Thread: called once, before anything else. A process that works with several sets of dictionaries calls it again,
 *   with another host, after finish: keep nothing of an earlier host.
 */
typedef tagplugin_status (*tagplugin_entry)(const tagplugin_host *host, tagplugin_plugin *plugin);

#ifdef __cplusplus
}
#endif

#endif
