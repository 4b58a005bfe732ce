package content

import (
	"encoding/json"

	"baton/generator/internal/diag"
)

// Schemas are the JSON Schemas of what authors write in YAML, by name: draft 7, since that is what editors read.
// They are made of the tables that the readers use, so that a key is never in the one and not in the other.
var Schemas = map[string]func() []byte{
	"front-matter": frontMatterSchema,
	"handbook":     configSchema,
	"felt":         feltSchema,
}

// schema is a JSON Schema or a part of one. Keys are written in the order of the alphabet.
type schema = map[string]any

// aText is a value that is read as it is typed: YAML's numbers, dates and booleans are text like any other.
func aText() schema { return schema{"type": []string{"string", "number", "boolean", "null"}} }

// texts is a list of texts; a single one is a list of one.
func texts() schema {
	return schema{"anyOf": []schema{aText(), {"type": "array", "items": aText()}}}
}

func matching(pattern string) schema {
	return schema{"type": []string{"string", "null"}, "pattern": pattern}
}

func oneOf(words ...string) schema { return schema{"enum": append(untyped(words), nil)} }

func untyped(words []string) []any {
	all := make([]any, len(words))
	for i, w := range words {
		all[i] = w
	}
	return all
}

func kindSchema() schema     { return oneOf(declarable...) }
func modeSchema() schema     { return oneOf(modes...) }
func dateSchema() schema     { return matching(datePattern) }
func intervalSchema() schema { return matching(intervalPattern) }
func orderSchema() schema    { return schema{"type": []string{"integer", "null"}} }
func accentSchema() schema   { return matching(hexColour.String()) }
func currencySchema() schema { return matching(`^[A-Za-z]{3}$`) }
func addressSchema() schema  { return matching(`^[Hh][Tt][Tt][Pp][Ss]?://[^/]`) }
func feedbackSchema() schema {
	return matching(`^([Hh][Tt][Tt][Pp][Ss]?://[^/]|[Mm][Aa][Ii][Ll][Tt][Oo]:.)`)
}
func kindsSchema() schema    { return object(schema{}, kindSchema()) }
func mapOfTexts() schema     { return object(schema{}, aText()) }
func synonymsSchema() schema { return object(schema{}, texts()) }

func sectionsSchema() schema {
	titled := mapOfTexts()
	return schema{"anyOf": []schema{aText(), titled, {"type": "array", "items": schema{"anyOf": []schema{aText(), titled}}}}}
}

func searchSchema() schema {
	keys := schema{}
	for _, k := range searchKeys {
		keys[k.name] = describe(k.schema(), k.about)
	}
	return object(keys, false)
}

func yesOrNo() schema { return schema{"type": []string{"boolean", "null"}} }

// Patterns say what the readers take; a test gives both the same values.
const (
	datePattern     = `^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([Tt ].*)?$`
	intervalPattern = `^\s*[1-9]\d{0,3}\s+([Dd][Aa][Yy]|[Ww][Ee][Ee][Kk]|[Mm][Oo][Nn][Tt][Hh]|[Yy][Ee][Aa][Rr])[Ss]?\s*$`
)

// describe gives a schema the text that editors show.
func describe(s schema, text string) schema {
	s["description"] = text
	return s
}

// object is a mapping with the given keys.
func object(keys schema, more any) schema {
	return schema{"type": []string{"object", "null"}, "properties": keys, "additionalProperties": more}
}

// document is a whole schema.
func document(title, text string, s schema) []byte {
	s["$schema"], s["title"], s["description"] = "http://json-schema.org/draft-07/schema#", title, text
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic(err) // maps, lists and texts
	}
	return append(data, '\n')
}

// frontMatterSchema is that of front matter. Unknown keys are kept for other tools, so they are no mistake.
func frontMatterSchema() []byte {
	keys := schema{}
	for _, k := range metaKeys {
		words := k.about
		if len(k.only) > 0 {
			words += " Only for a " + string(k.only[0]) + "."
		}
		keys[k.name] = describe(k.schema(), words)
	}
	return document("Front matter of a page of a Baton handbook", "Every key is optional.", object(keys, true))
}

// configSchema is that of handbook.yaml.
func configSchema() []byte {
	keys := schema{}
	for _, k := range configKeys {
		keys[k.name] = describe(k.schema(), k.about)
	}
	return document("handbook.yaml", "Configuration of a Baton handbook. Every key is optional.", object(keys, false))
}

func labelsSchema() schema {
	keys := schema{}
	for _, w := range translatable() {
		keys[w] = aText()
	}
	return object(keys, false)
}

func checksSchema() schema {
	keys := schema{}
	for _, rule := range diag.Rules() {
		for _, name := range []string{string(rule.Code), rule.Name} {
			keys[name] = describe(oneOf(severities...), rule.Title)
		}
	}
	return object(keys, false)
}

// feltSchema is that of felt.yaml.
func feltSchema() []byte {
	agree := describe(object(schema{"agree": schema{"type": "integer", "minimum": 0}, "of": schema{"type": "integer", "minimum": 0}}, false), "How many agree, of how many.")
	agree["required"] = []string{"agree", "of"}
	statement := object(schema{"text": aText(), "managers": agree, "others": agree}, false)
	statement["required"] = []string{"text", "managers", "others"}
	round := object(schema{"date": matching(datePattern), "statements": schema{"type": "array", "items": statement}}, false)
	round["required"] = []string{"date", "statements"}
	return document("felt.yaml", "What people feel, round by round.", object(schema{"rounds": schema{"type": []string{"array", "null"}, "items": round}}, false))
}
