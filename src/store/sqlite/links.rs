//! Who talks to whom.

use super::Sqlite;
use super::convert::{count, damaged, time, uncount};
use crate::inventory::DeviceId;
use crate::store::{Link, Links, StoreError};

impl Links for Sqlite {
    fn links(&self, most: usize) -> Result<Vec<Link>, StoreError> {
        // Of several endpoints with one address the one seen last has it now.
        super::query::rows(
            &self.connection,
            "WITH holder AS (SELECT ip, device, max(last_seen) FROM atoms WHERE device IS NOT NULL AND ip IS NOT NULL GROUP BY ip)
             SELECT atoms.device AS client, holder.device AS server, min(server) AS address,
                 iif(protocol = '', transport || '/' || port, protocol) AS said, sum(flows) AS flows,
                 sum(client_bytes + server_bytes) AS bytes, max(conversations.last_seen) AS last_seen
             FROM conversations JOIN atoms ON atoms.id = client LEFT JOIN holder ON holder.ip = server
             WHERE server <> '' AND answered AND atoms.device IS NOT NULL AND atoms.device IS NOT holder.device
             GROUP BY atoms.device, coalesce('d' || holder.device, server), said
             ORDER BY bytes DESC, client, address, said LIMIT ?",
            [count(most as u64)],
            |row| {
                let address: String = row.get("address")?;
                Ok(Link {
                    client: DeviceId(uncount(row.get("client")?)),
                    server: row.get::<_, Option<i64>>("server")?.map(|id| DeviceId(uncount(id))),
                    address: address.parse().map_err(|_| damaged("server", &address))?,
                    protocol: row.get("said")?,
                    flows: uncount(row.get("flows")?),
                    bytes: uncount(row.get("bytes")?),
                    last: time(row, "last_seen")?,
                })
            },
        )
    }
}
