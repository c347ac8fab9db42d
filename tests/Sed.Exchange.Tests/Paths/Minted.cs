using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Tests.Paths;

/// <summary>A certificate with the key that it certifies.</summary>
internal sealed record Minted(X509Certificate2 Platform, ECDsa Key)
{
    public Certificate Certificate { get; } = Certificate.Parse(Platform.RawData)!;

    public string Name => Platform.Subject;
}
