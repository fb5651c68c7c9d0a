//! Turns the plural that names a list into the singular that names one of its items.

/// The singular of a plural word in lower case, and nothing where it is none or English leaves doubt.
pub(super) fn singular(word: &str) -> Option<String> {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return singular.map(str::to_owned);
    }
    // Nearly all that is shorter is a name (`dns`, `aws`) or no plural (`gas`, `is`).
    if word.len() < 4 {
        return None;
    }
    let (ending, replacement) = ENDINGS.iter().find(|(ending, _)| word.ends_with(ending))?;
    let stem = word.strip_suffix(ending)?;
    replacement.map(|replacement| format!("{stem}{replacement}"))
}

/// Words that the endings get wrong.
const IRREGULAR: &[(&str, Option<&str>)] = &[
    ("aliases", Some("alias")),
    ("always", None),
    ("analytics", None),
    ("apis", Some("api")),
    ("axes", None),
    ("biases", Some("bias")),
    ("bonuses", Some("bonus")),
    ("buses", Some("bus")),
    ("caches", Some("cache")),
    ("campuses", Some("campus")),
    ("canvases", Some("canvas")),
    ("children", Some("child")),
    ("cookies", Some("cookie")),
    ("cpus", Some("cpu")),
    ("criteria", Some("criterion")),
    ("details", None),
    ("devops", None),
    ("gases", Some("gas")),
    ("gpus", Some("gpu")),
    ("https", None),
    ("indices", Some("index")),
    ("infos", Some("info")),
    ("kubernetes", None),
    ("lens", None),
    ("logistics", None),
    ("logos", Some("logo")),
    ("matrices", Some("matrix")),
    ("means", None),
    ("menus", Some("menu")),
    ("movies", Some("movie")),
    ("news", None),
    ("people", Some("person")),
    ("photos", Some("photo")),
    ("repos", Some("repo")),
    ("series", None),
    ("skus", Some("sku")),
    ("species", None),
    ("statistics", None),
    ("statuses", Some("status")),
    ("todos", Some("todo")),
    ("uris", Some("uri")),
    ("vertices", Some("vertex")),
    ("videos", Some("video")),
    ("viruses", Some("virus")),
];

/// Endings and what stands in their place in the singular, the first that fits; nothing where it is anybody's guess.
const ENDINGS: &[(&str, Option<&str>)] = &[
    // `status`, `analysis`, `access`, `chaos`, `alias`, `atlas`, but `schemas` and `areas`.
    ("us", None),
    ("is", None),
    ("ss", None),
    ("os", None),
    ("ias", None),
    ("las", None),
    ("vas", None),
    ("ies", Some("y")),
    ("ches", Some("ch")),
    ("shes", Some("sh")),
    ("sses", Some("ss")),
    ("xes", Some("x")),
    ("zzes", Some("zz")),
    // `causes` and `houses`, but `foci`; `analyses`, `theses`, `crises`, `diagnoses` have several singulars or odd ones.
    ("auses", Some("ause")),
    ("ouses", Some("ouse")),
    ("uses", None),
    ("yses", None),
    ("eses", None),
    ("rises", Some("rise")),
    ("noses", None),
    // `leaves`, `knives`, `heroes`.
    ("aves", None),
    ("lves", None),
    ("nives", None),
    ("oes", None),
    ("s", Some("")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_have_one_singular_or_none_is_guessed() {
        for (plural, wanted) in [
            ("stages", Some("stage")),
            ("services", Some("service")),
            ("invoices", Some("invoice")),
            ("permissions", Some("permission")),
            ("policies", Some("policy")),
            ("batches", Some("batch")),
            ("caches", Some("cache")),
            ("addresses", Some("address")),
            ("indexes", Some("index")),
            ("indices", Some("index")),
            ("databases", Some("database")),
            ("licenses", Some("license")),
            ("responses", Some("response")),
            ("enterprises", Some("enterprise")),
            ("clauses", Some("clause")),
            ("statuses", Some("status")),
            ("aliases", Some("alias")),
            ("schemas", Some("schema")),
            ("archives", Some("archive")),
            ("keys", Some("key")),
            ("children", Some("child")),
            ("status", None),
            ("access", None),
            ("analysis", None),
            ("analyses", None),
            ("axes", None),
            ("atlas", None),
            ("uses", None),
            ("series", None),
            ("https", None),
            ("dns", None),
            ("ids", None),
            ("data", None),
            ("info", None),
            ("response", None),
            ("s", None),
            ("", None),
        ] {
            assert_eq!(singular(plural).as_deref(), wanted, "{plural}");
        }
    }
}
