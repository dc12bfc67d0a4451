//! An operation with what it has from its path item.

use super::{Document, Kind, Place};

/// An operation.
#[derive(Clone, Copy)]
pub(crate) struct Operation<'d, 's> {
    document: &'d Document<'s>,
    /// The Operation Object.
    pub(crate) place: &'d Place<'s>,
    /// The Path Item Object that the operation stands in.
    pub(crate) path_item: &'d Place<'s>,
    /// The method in lower case, as the document has it.
    pub(crate) method: &'static str,
    /// The path, or a callback's expression.
    pub(crate) path: &'s str,
}

impl<'d, 's> Operation<'d, 's> {
    pub(super) fn new(document: &'d Document<'s>, place: &'d Place<'s>) -> Option<Self> {
        let path_item = document.parent(place)?;
        Some(Self {
            document,
            place,
            path_item,
            method: place.field()?,
            path: path_item.name()?,
        })
    }

    /// Whether the server is the one that calls, in a callback.
    pub(crate) fn is_callback(&self) -> bool {
        let callback = self.document.parent(self.path_item);
        callback.is_some_and(|place| place.kind == Kind::Callback)
    }

    /// The parameters of the operation, and those of its path item that it does not state anew, each as far as this
    /// document has it.
    pub(crate) fn parameters(&self) -> Vec<&'d Place<'s>> {
        let own: Vec<_> = self.parameters_of(self.place).collect();
        let overridden = |parameter: &Place<'s>| {
            own.iter().any(|own| {
                own.str("name") == parameter.str("name") && own.str("in") == parameter.str("in")
            })
        };
        let inherited: Vec<_> = self
            .parameters_of(self.path_item)
            .filter(|inherited| !overridden(inherited))
            .collect();
        own.into_iter().chain(inherited).collect()
    }

    fn parameters_of(&self, place: &'d Place<'s>) -> impl Iterator<Item = &'d Place<'s>> {
        let document = self.document;
        document
            .children(place)
            .filter(|child| child.kind == Kind::Parameter)
            .filter_map(|stated| document.follow(stated))
    }
}
