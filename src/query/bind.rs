//! Two rewritings of a parsed query: a parameter is put in place of its
//! variable at every depth (a joined `VALUES` would not reach nested groups),
//! and rows get a total order, so that the same store always answers in the
//! same order, even with `LIMIT`.

use oxigraph::model::{Literal, Term, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, Function, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};
use std::collections::BTreeMap;

/// Values by variable name.
pub type Bindings = BTreeMap<String, Term>;

/// Puts the values in place of the variables.
///
/// # Errors
/// A message if a value cannot stand where the query has the variable.
pub fn bind(query: Query, values: &Bindings) -> Result<Query, String> {
    if values.is_empty() {
        return Ok(query);
    }
    let binder = Binder { values };
    Ok(match query {
        Query::Select { dataset, pattern, base_iri } => {
            Query::Select { dataset, pattern: binder.pattern(pattern)?, base_iri }
        }
        Query::Construct { template, dataset, pattern, base_iri } => Query::Construct {
            template: template.into_iter().map(|t| binder.triple(t)).collect::<Result<_, _>>()?,
            dataset,
            pattern: binder.pattern(pattern)?,
            base_iri,
        },
        Query::Describe { dataset, pattern, base_iri } => {
            Query::Describe { dataset, pattern: binder.pattern(pattern)?, base_iri }
        }
        Query::Ask { dataset, pattern, base_iri } => {
            Query::Ask { dataset, pattern: binder.pattern(pattern)?, base_iri }
        }
    })
}

/// Orders the rows of a `SELECT` by its own `ORDER BY`, then by all columns.
/// Values of different kinds are kept apart, numbers first, then by datatype
/// and language: compared with each other, as SPARQL leaves it to the engine,
/// `9`, `10` and `"5"` form a circle, and the order of rows would depend on the
/// order in which the store finds them.
pub fn total_order(query: Query) -> Query {
    match query {
        Query::Select { dataset, pattern, base_iri } => Query::Select { dataset, pattern: ordered(pattern), base_iri },
        other => other,
    }
}

fn ordered(pattern: GraphPattern) -> GraphPattern {
    match pattern {
        GraphPattern::Slice { inner, start, length } => {
            GraphPattern::Slice { inner: Box::new(ordered(*inner)), start, length }
        }
        GraphPattern::Distinct { inner } => GraphPattern::Distinct { inner: Box::new(ordered(*inner)) },
        GraphPattern::Reduced { inner } => GraphPattern::Distinct { inner: Box::new(ordered(*inner)) },
        GraphPattern::Project { inner, variables } => {
            let columns = variables.iter().map(|v| OrderExpression::Asc(Expression::Variable(v.clone())));
            let (inner, mut keys) = match *inner {
                GraphPattern::OrderBy { inner, expression } => (inner, expression),
                inner => (Box::new(inner), Vec::new()),
            };
            let own = keys.clone();
            keys.extend(columns.filter(|column| !own.contains(column)));
            let expression = keys.into_iter().flat_map(by_kind_first).collect();
            GraphPattern::Project { inner: Box::new(GraphPattern::OrderBy { inner, expression }), variables }
        }
        other => other,
    }
}

/// A key that orders values, behind one that orders their kinds; what is no
/// literal has no kind and stands first.
fn by_kind_first(key: OrderExpression) -> [OrderExpression; 2] {
    let kind = |e: &Expression| {
        let call = |f: Function, list: Vec<Expression>| Expression::FunctionCall(f, list);
        let datatype = call(Function::Str, vec![call(Function::Datatype, vec![e.clone()])]);
        let name = call(Function::Concat, vec![datatype, call(Function::Lang, vec![e.clone()])]);
        let number = Expression::Literal(Literal::new_simple_literal(""));
        Expression::If(Box::new(call(Function::IsNumeric, vec![e.clone()])), Box::new(number), Box::new(name))
    };
    match key {
        OrderExpression::Asc(e) => [OrderExpression::Asc(kind(&e)), OrderExpression::Asc(e)],
        OrderExpression::Desc(e) => [OrderExpression::Desc(kind(&e)), OrderExpression::Desc(e)],
    }
}

struct Binder<'a> {
    values: &'a Bindings,
}

impl Binder<'_> {
    fn get(&self, variable: &Variable) -> Option<&Term> {
        self.values.get(variable.as_str())
    }

    fn boxed(&self, pattern: GraphPattern) -> Result<Box<GraphPattern>, String> {
        self.pattern(pattern).map(Box::new)
    }

    fn pattern(&self, pattern: GraphPattern) -> Result<GraphPattern, String> {
        use GraphPattern as P;
        Ok(match pattern {
            P::Bgp { patterns } => {
                P::Bgp { patterns: patterns.into_iter().map(|t| self.triple(t)).collect::<Result<_, _>>()? }
            }
            P::Path { subject, path, object } => {
                P::Path { subject: self.term(subject), path, object: self.term(object) }
            }
            P::Join { left, right } => P::Join { left: self.boxed(*left)?, right: self.boxed(*right)? },
            P::Lateral { left, right } => P::Lateral { left: self.boxed(*left)?, right: self.boxed(*right)? },
            P::Union { left, right } => P::Union { left: self.boxed(*left)?, right: self.boxed(*right)? },
            P::Minus { left, right } => P::Minus { left: self.boxed(*left)?, right: self.boxed(*right)? },
            P::LeftJoin { left, right, expression } => P::LeftJoin {
                left: self.boxed(*left)?,
                right: self.boxed(*right)?,
                expression: expression.map(|e| self.expression(e)).transpose()?,
            },
            P::Filter { expr, inner } => P::Filter { expr: self.expression(expr)?, inner: self.boxed(*inner)? },
            P::Graph { name, inner } => P::Graph { name: self.name(name)?, inner: self.boxed(*inner)? },
            P::Service { name, inner, silent } => {
                P::Service { name: self.name(name)?, inner: self.boxed(*inner)?, silent }
            }
            P::Extend { inner, variable, expression } => {
                if self.get(&variable).is_some() {
                    return Err(format!("the query computes {variable} itself, so it cannot be a parameter"));
                }
                P::Extend { inner: self.boxed(*inner)?, variable, expression: self.expression(expression)? }
            }
            P::Values { variables, bindings } => {
                let given: Vec<Variable> = variables.iter().filter(|v| self.get(v).is_some()).cloned().collect();
                let table = P::Values { variables, bindings };
                given.into_iter().fold(table, |inner, variable| self.only(inner, &variable))
            }
            P::OrderBy { inner, expression } => P::OrderBy {
                inner: self.boxed(*inner)?,
                expression: expression.into_iter().map(|e| self.order(e)).collect::<Result<_, _>>()?,
            },
            P::Project { inner, variables } => {
                P::Project { inner: Box::new(self.visible(*inner, &variables)?), variables }
            }
            P::Distinct { inner } => P::Distinct { inner: self.boxed(*inner)? },
            P::Reduced { inner } => P::Reduced { inner: self.boxed(*inner)? },
            P::Slice { inner, start, length } => P::Slice { inner: self.boxed(*inner)?, start, length },
            P::Group { inner, variables, aggregates } => P::Group {
                inner: Box::new(self.visible(*inner, &variables)?),
                variables,
                aggregates: aggregates
                    .into_iter()
                    .map(|(v, a)| self.aggregate(a).map(|a| (v, a)))
                    .collect::<Result<_, _>>()?,
            },
        })
    }

    /// Rewrites a pattern and makes those of `variables` that got a value
    /// visible outside it.
    fn visible(&self, inner: GraphPattern, variables: &[Variable]) -> Result<GraphPattern, String> {
        let mut out = self.pattern(inner)?;
        for variable in variables {
            if let Some(term) = self.get(variable)
                && !binds(&out, variable)
            {
                out = GraphPattern::Extend {
                    inner: Box::new(out),
                    variable: variable.clone(),
                    expression: constant(term),
                };
            }
        }
        Ok(out)
    }

    fn only(&self, inner: GraphPattern, variable: &Variable) -> GraphPattern {
        match self.get(variable) {
            Some(term) => GraphPattern::Filter {
                expr: Expression::SameTerm(Box::new(Expression::Variable(variable.clone())), Box::new(constant(term))),
                inner: Box::new(inner),
            },
            None => inner,
        }
    }

    fn triple(&self, triple: TriplePattern) -> Result<TriplePattern, String> {
        Ok(TriplePattern {
            subject: self.term(triple.subject),
            predicate: self.name(triple.predicate)?,
            object: self.term(triple.object),
        })
    }

    fn term(&self, term: TermPattern) -> TermPattern {
        match &term {
            TermPattern::Variable(v) => self.get(v).map_or(term, |t| t.clone().into()),
            _ => term,
        }
    }

    fn name(&self, name: NamedNodePattern) -> Result<NamedNodePattern, String> {
        match &name {
            NamedNodePattern::Variable(v) => match self.get(v) {
                Some(Term::NamedNode(n)) => Ok(n.clone().into()),
                Some(other) => Err(format!("{v} stands for a property, so its value must be an IRI, not {other}")),
                None => Ok(name),
            },
            NamedNodePattern::NamedNode(_) => Ok(name),
        }
    }

    fn order(&self, order: OrderExpression) -> Result<OrderExpression, String> {
        Ok(match order {
            OrderExpression::Asc(e) => OrderExpression::Asc(self.expression(e)?),
            OrderExpression::Desc(e) => OrderExpression::Desc(self.expression(e)?),
        })
    }

    fn aggregate(&self, aggregate: AggregateExpression) -> Result<AggregateExpression, String> {
        Ok(match aggregate {
            AggregateExpression::FunctionCall { name, expr, distinct } => {
                AggregateExpression::FunctionCall { name, expr: self.expression(expr)?, distinct }
            }
            other @ AggregateExpression::CountSolutions { .. } => other,
        })
    }

    fn expression(&self, expression: Expression) -> Result<Expression, String> {
        use Expression as E;
        let one = |e: Box<E>| self.expression(*e).map(Box::new);
        let many = |list: Vec<E>| list.into_iter().map(|e| self.expression(e)).collect::<Result<Vec<_>, _>>();
        Ok(match expression {
            E::Variable(v) => match self.get(&v) {
                Some(term) => constant(term),
                None => E::Variable(v),
            },
            E::Bound(v) if self.get(&v).is_some() => E::Literal(true.into()),
            E::Exists(p) => E::Exists(self.boxed(*p)?),
            E::Or(a, b) => E::Or(one(a)?, one(b)?),
            E::And(a, b) => E::And(one(a)?, one(b)?),
            E::Equal(a, b) => E::Equal(one(a)?, one(b)?),
            E::SameTerm(a, b) => E::SameTerm(one(a)?, one(b)?),
            E::Greater(a, b) => E::Greater(one(a)?, one(b)?),
            E::GreaterOrEqual(a, b) => E::GreaterOrEqual(one(a)?, one(b)?),
            E::Less(a, b) => E::Less(one(a)?, one(b)?),
            E::LessOrEqual(a, b) => E::LessOrEqual(one(a)?, one(b)?),
            E::Add(a, b) => E::Add(one(a)?, one(b)?),
            E::Subtract(a, b) => E::Subtract(one(a)?, one(b)?),
            E::Multiply(a, b) => E::Multiply(one(a)?, one(b)?),
            E::Divide(a, b) => E::Divide(one(a)?, one(b)?),
            E::UnaryPlus(a) => E::UnaryPlus(one(a)?),
            E::UnaryMinus(a) => E::UnaryMinus(one(a)?),
            E::Not(a) => E::Not(one(a)?),
            E::In(a, list) => E::In(one(a)?, many(list)?),
            E::If(a, b, c) => E::If(one(a)?, one(b)?, one(c)?),
            E::Coalesce(list) => E::Coalesce(many(list)?),
            E::FunctionCall(f, list) => E::FunctionCall(f, many(list)?),
            other @ (E::NamedNode(_) | E::Literal(_) | E::Bound(_)) => other,
        })
    }
}

fn constant(term: &Term) -> Expression {
    match term {
        Term::NamedNode(n) => Expression::NamedNode(n.clone()),
        Term::Literal(l) => Expression::Literal(l.clone()),
        // Parameters are IRIs and literals; a blank node cannot be written as one.
        Term::BlankNode(b) => Expression::Literal(b.as_str().into()),
    }
}

/// Whether a rewritten pattern still binds `variable`: only tables of values
/// and the projections around them can.
fn binds(pattern: &GraphPattern, variable: &Variable) -> bool {
    use GraphPattern as P;
    match pattern {
        P::Values { variables, .. } => variables.contains(variable),
        P::Project { variables, .. } | P::Group { variables, .. } => variables.contains(variable),
        P::Extend { inner, variable: v, .. } => v == variable || binds(inner, variable),
        P::Join { left, right }
        | P::Lateral { left, right }
        | P::Union { left, right }
        | P::LeftJoin { left, right, .. } => binds(left, variable) || binds(right, variable),
        P::Minus { left, .. } => binds(left, variable),
        P::Filter { inner, .. }
        | P::Graph { inner, .. }
        | P::Service { inner, .. }
        | P::OrderBy { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. } => binds(inner, variable),
        P::Bgp { .. } | P::Path { .. } => false,
    }
}

/// Where a query uses a variable; decides how a bare word given for it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// Somewhere at all.
    pub anywhere: bool,
    /// As the subject of a triple.
    pub subject: bool,
    /// As the object of a triple.
    pub object: bool,
}

/// How `query` uses the variable `name`.
pub fn usage(query: &Query, name: &str) -> Use {
    let mut found = Use { anywhere: mentions(&query.to_string(), name), ..Use::default() };
    let pattern = match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    };
    usage_in(pattern, name, &mut found);
    found
}

fn usage_in(pattern: &GraphPattern, name: &str, found: &mut Use) {
    use GraphPattern as P;
    let is = |t: &TermPattern| matches!(t, TermPattern::Variable(v) if v.as_str() == name);
    match pattern {
        P::Bgp { patterns } => {
            for t in patterns {
                found.subject |= is(&t.subject);
                found.object |= is(&t.object);
            }
        }
        P::Path { subject, object, .. } => {
            found.subject |= is(subject);
            found.object |= is(object);
        }
        P::Join { left, right }
        | P::Lateral { left, right }
        | P::Union { left, right }
        | P::Minus { left, right }
        | P::LeftJoin { left, right, .. } => {
            usage_in(left, name, found);
            usage_in(right, name, found);
        }
        P::Filter { inner, .. }
        | P::Graph { inner, .. }
        | P::Service { inner, .. }
        | P::Extend { inner, .. }
        | P::OrderBy { inner, .. }
        | P::Project { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. }
        | P::Group { inner, .. } => usage_in(inner, name, found),
        P::Values { .. } => {}
    }
}

fn mentions(text: &str, name: &str) -> bool {
    let wanted = format!("?{name}");
    text.match_indices(&wanted)
        .any(|(at, _)| !text[at + wanted.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}
