//! Which way the values go that a schema describes.

use super::{Document, Kind, Place, Resolution};

/// Which way values go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Directions {
    /// From the client to the server.
    pub(crate) request: bool,
    /// From the server to the client.
    pub(crate) response: bool,
}

#[derive(Clone, Copy)]
enum Direction {
    Request,
    Response,
}

impl Direction {
    fn of(self, directions: &mut Directions) -> &mut bool {
        match self {
            Self::Request => &mut directions.request,
            Self::Response => &mut directions.response,
        }
    }
}

/// The directions of every place, by its number.
pub(super) fn directions(document: &Document<'_>) -> Vec<Directions> {
    let mut directions = vec![Directions::default(); document.places.all.len()];
    let mut open: Vec<_> = document
        .operations()
        .flat_map(|operation| {
            let callbacks = document
                .ancestors(operation.place)
                .filter(|place| place.kind == Kind::Callback);
            // In a callback it is the server that sends the request.
            let (request, response) = if callbacks.count() % 2 == 0 {
                (Direction::Request, Direction::Response)
            } else {
                (Direction::Response, Direction::Request)
            };
            let parameters = document
                .children(operation.path_item)
                .filter(|place| place.kind == Kind::Parameter);
            document
                .children(operation.place)
                .chain(parameters)
                .filter_map(move |place| match place.kind {
                    Kind::Parameter | Kind::RequestBody => Some((place, request)),
                    Kind::Responses => Some((place, response)),
                    _ => None,
                })
        })
        .collect();
    while let Some((place, direction)) = open.pop() {
        mark(document, place, direction, &mut directions, &mut open);
    }
    directions
}

/// Marks a place and all inside it, and leaves to be marked what their references lead to. What has the mark already
/// is passed over with all inside it, so that the whole takes time in proportion to the document.
fn mark<'d, 's>(
    document: &'d Document<'s>,
    root: &'d Place<'s>,
    direction: Direction,
    directions: &mut [Directions],
    open: &mut Vec<(&'d Place<'s>, Direction)>,
) {
    let mut id = root.id;
    while id < root.end {
        let (Some(place), Some(marks)) = (document.places.all.get(id), directions.get_mut(id))
        else {
            return;
        };
        let mark = direction.of(marks);
        if *mark {
            id = place.end;
            continue;
        }
        *mark = true;
        if let Some(reference) = place.reference
            && let Resolution::Place(target) = document.resolve(reference)
        {
            open.push((target, direction));
        }
        id += 1;
    }
}
