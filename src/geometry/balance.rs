//! The mix of a few functions whose greatest value is least: how several nearest points bound a distance together.
//! Not responsible for what the functions are.

/// The most functions, and the most places where they are known.
pub const MOST: usize = 4;

/// Values of functions (second number) at places (first number).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Table {
    values: [[f64; MOST]; MOST],
    rows: usize,
    columns: usize,
}

/// Shares that sum to 1, and what they come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mix {
    /// The share of each column; 0 beyond the table.
    pub shares: [f64; MOST],
    /// The greatest row of the columns mixed so.
    pub greatest: f64,
}

impl Table {
    /// The table of `rows` by `columns` values.
    ///
    /// # Panics
    /// With more than [`MOST`] of either.
    #[must_use]
    pub fn new(rows: usize, columns: usize, value: impl Fn(usize, usize) -> f64) -> Self {
        let mut values = [[0.0; MOST]; MOST];
        for (row, line) in values.iter_mut().enumerate().take(rows) {
            for (column, cell) in line.iter_mut().enumerate().take(columns) {
                *cell = value(row, column);
            }
        }
        assert!(rows <= MOST && columns <= MOST, "a table has at most four rows and four columns");
        Self { values, rows, columns }
    }

    /// The greatest of all values.
    #[must_use]
    pub fn most(&self) -> f64 {
        let rows = self.values[..self.rows].iter().flat_map(|row| &row[..self.columns]);
        rows.copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Rows for columns and the sign turned: the mix of places at which the least function is greatest.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self::new(self.columns, self.rows, |row, column| -self.values[column][row])
    }

    /// The mix of columns whose greatest row is least.
    ///
    /// # Accuracy
    /// Any mix is a bound; the least is found where up to three columns make it, as they do in a table of three columns.
    #[must_use]
    pub fn least_mix(&self) -> Mix {
        let mut best = Mix { shares: [0.0; MOST], greatest: f64::INFINITY };
        let mut try_shares = |shares: [f64; MOST]| {
            let greatest = self.greatest(&shares);
            if greatest < best.greatest {
                best = Mix { shares, greatest };
            }
        };
        for k in 0..self.columns {
            let mut pure = [0.0; MOST];
            pure[k] = 1.0;
            try_shares(pure);
            for l in k + 1..self.columns {
                self.pairs(k, l, &mut try_shares);
                for m in l + 1..self.columns {
                    self.triples([k, l, m], &mut try_shares);
                }
            }
        }
        best
    }

    fn greatest(&self, shares: &[f64; MOST]) -> f64 {
        let row = |row: &[f64; MOST]| row.iter().zip(shares).map(|(value, share)| value * share).sum::<f64>();
        self.values[..self.rows].iter().map(row).fold(f64::NEG_INFINITY, f64::max)
    }

    /// Mixes of two columns in which two rows come to the same.
    fn pairs(&self, k: usize, l: usize, hear: &mut impl FnMut([f64; MOST])) {
        for i in 0..self.rows {
            for j in i + 1..self.rows {
                let [a, b] = [k, l].map(|column| self.values[i][column] - self.values[j][column]);
                let share = b / (b - a);
                if share > 0.0 && share < 1.0 {
                    let mut shares = [0.0; MOST];
                    (shares[k], shares[l]) = (share, 1.0 - share);
                    hear(shares);
                }
            }
        }
    }

    /// Mixes of three columns in which three rows come to the same.
    fn triples(&self, columns: [usize; 3], hear: &mut impl FnMut([f64; MOST])) {
        for h in 0..self.rows {
            for i in h + 1..self.rows {
                for j in i + 1..self.rows {
                    let u = columns.map(|column| self.values[h][column] - self.values[i][column]);
                    let v = columns.map(|column| self.values[h][column] - self.values[j][column]);
                    let across = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
                    let sum: f64 = across.iter().sum();
                    let parts = across.map(|part| part / sum);
                    if parts.iter().all(|part| *part > 0.0) {
                        let mut shares = [0.0; MOST];
                        for (column, part) in columns.iter().zip(parts) {
                            shares[*column] = part;
                        }
                        hear(shares);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Referee: a walk over all mixes in hundredths.
    #[test]
    fn no_mix_is_better() {
        let tables: [[[f64; 3]; 3]; 4] = [
            [[0.0, 2.0, 1.0], [2.0, 0.0, 1.5], [1.0, 1.0, 3.0]],
            [[0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]],
            [[5.0, 5.0, 5.0], [5.0, 5.0, 5.0], [5.0, 5.0, 5.0]],
            [[1.0, 9.0, 4.0], [8.0, 2.0, 4.0], [3.0, 3.0, 7.0]],
        ];
        for values in tables {
            let table = Table::new(3, 3, |row, column| values[row][column]);
            let found = table.least_mix();
            let mut least = f64::INFINITY;
            for a in 0..=100 {
                for b in 0..=100 - a {
                    let (a, b) = (f64::from(a) / 100.0, f64::from(b) / 100.0);
                    least = least.min(table.greatest(&[a, b, 1.0 - a - b, 0.0]));
                }
            }
            assert!(found.greatest <= least + 1e-9, "{} above {least}", found.greatest);
            assert!((found.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            // what the one side can hold down to, the other can hold up to
            let turned = table.turned().least_mix();
            assert!((found.greatest + turned.greatest).abs() < 1e-9);
        }
    }
}
