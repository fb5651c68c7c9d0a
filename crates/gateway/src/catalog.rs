//! Finds capabilities, tools and operations by the names that people use for them.

use std::collections::BTreeSet;

use meterforge_surface::Served;
use strsim::damerau_levenshtein;

use crate::error::StartError;

/// A capability that somebody can name.
pub(crate) type Known = &'static dyn Served;

/// As many names as are worth reading when none is near.
const MOST_SHOWN: usize = 8;

/// The capabilities of these names, each once, in the order they were asked for. A name is that of a capability's file,
/// or of a crate: then all of that crate's.
///
/// # Errors
/// When a name is of neither kind.
pub(crate) fn find(known: &[Known], names: &[String]) -> Result<Vec<Known>, StartError> {
    let mut found: Vec<Known> = Vec::new();
    for name in names {
        let named: Vec<Known> = match known.iter().find(|capability| capability.info().name == name) {
            Some(capability) => vec![*capability],
            None => known.iter().filter(|capability| capability.info().package == name).copied().collect(),
        };
        if named.is_empty() {
            let infos = known.iter().map(|capability| capability.info());
            let help = suggest(name, infos.flat_map(|info| [info.name, info.package]));
            return Err(StartError::UnknownCapability { name: name.clone(), help });
        }
        for capability in named {
            if !found.iter().any(|other| other.info().name == capability.info().name) {
                found.push(capability);
            }
        }
    }
    Ok(found)
}

/// Checks that every name to do without is one of a tool, a route or an operation.
///
/// # Errors
/// Naming the first that is none.
pub(crate) fn check_without(chosen: &[Known], without: &[String]) -> Result<(), StartError> {
    let mut names = BTreeSet::new();
    for capability in chosen {
        let info = capability.info();
        names.extend(capability.operations().iter().map(|operation| operation.name));
        names.extend(info.rest.iter().flat_map(|adapter| adapter.routes).map(|route| route.name));
        names.extend(info.mcp.iter().flat_map(|adapter| adapter.tools).map(|tool| tool.name));
    }
    match without.iter().find(|name| !names.contains(name.as_str())) {
        None => Ok(()),
        Some(name) => Err(StartError::UnknownName { name: name.clone(), help: suggest(name, names) }),
    }
}

/// What somebody may have meant, as a sentence.
fn suggest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let names: BTreeSet<&str> = names.into_iter().collect();
    let allowed = if name.len() < 5 { 1 } else { 2 };
    let distance = |other: &&&str| damerau_levenshtein(name, other);
    if let Some(near) = names.iter().min_by_key(distance).filter(|near| distance(near) <= allowed) {
        return format!("did you mean `{near}`?");
    }
    // Part of a name is what people remember of a long one.
    let parts: Vec<&str> = names.iter().filter(|other| other.contains(name)).copied().collect();
    let shown: Vec<&str> = if parts.is_empty() { names.into_iter().collect() } else { parts };
    match shown.len() {
        0 => "there are none".to_owned(),
        1..=MOST_SHOWN => format!("there is {}", shown.join(", ")),
        more => format!("there is {}, and {} more", shown[..MOST_SHOWN].join(", "), more - MOST_SHOWN),
    }
}

#[cfg(test)]
mod tests {
    use meterforge_sample::CAPABILITIES;

    use super::*;

    fn found(names: &[&str]) -> Result<Vec<&'static str>, String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let found = find(&CAPABILITIES, &names).map_err(|error| error.to_string())?;
        Ok(found.iter().map(|capability| capability.info().name).collect())
    }

    #[test]
    fn a_capability_goes_by_its_file_and_by_its_crate() {
        // The crate is called like one of its capabilities: the file comes first.
        for (names, expected) in [
            (&["acme-metering"][..], &["acme-metering"][..]),
            (&["acme-billing", "acme-metering"], &["acme-billing", "acme-metering"]),
            (&["acme-billing", "acme-billing"], &["acme-billing"]),
        ] {
            assert_eq!(found(names).unwrap(), expected);
        }
    }

    #[test]
    fn other_names_are_told_with_what_may_have_been_meant() {
        for (name, help) in [
            ("acme-biling", "did you mean `acme-billing`?"),
            ("Acme-Metering", "did you mean `acme-metering`?"),
            ("billing", "there is acme-billing"),
            ("suger", "there is acme-billing, acme-metering"),
        ] {
            let error = found(&[name]).unwrap_err();
            assert_eq!(error, format!("there is no capability `{name}`; {help}"));
        }
    }

    #[test]
    fn only_what_there_is_can_be_done_without() {
        let names = ["list-tags".to_owned(), "deletemeter".to_owned(), "list-meter-names".to_owned()];
        assert!(check_without(&CAPABILITIES, &names).is_ok());
        let error = check_without(&CAPABILITIES, &["list-tag".to_owned()]).unwrap_err().to_string();
        assert_eq!(error, "there is no tool, route or operation `list-tag` to do without; did you mean `list-tags`?");
    }
}
