using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Receipts;

/// <summary>Writes and opens receipts (ASiC-S with <c>receipt.xml</c>, DESIGN 3.3).</summary>
public static class ReceiptFile
{
    /// <summary>Signs a receipt with a node key. The bytes are final: they are stored and sent as they are, never made again.</summary>
    public static byte[] Write(Receipt receipt, SigningKey nodeKey) => throw new NotImplementedException();

    /// <summary>
    /// Opens a receipt. Trusted when the signer is a receipt certificate that the directory lists for the issuer node at
    /// <see cref="Receipt.IssuedAt"/> and the issuer may say this kind (<see cref="ReceiptRules"/>).
    /// Without a directory: indeterminate, <c>SEDX-NO_TRUST</c>.
    /// </summary>
    public static OpenedReceipt Open(byte[] file, ExchangeDirectory? directory, DateTimeOffset at) => throw new NotImplementedException();
}
