using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Adapters.Tokens;

/// <summary>Finds keys and certificates in a token.</summary>
internal static class TokenObjects
{
    private const string IdPrefix = "id:";

    /// <summary>The private key with this name; of several with one label nobody can know which is meant.</summary>
    /// <exception cref="KeyUnavailableException">None or several.</exception>
    public static IObjectHandle PrivateKey(OpenSession session, string name)
    {
        if (session.Keys.TryGetValue(name, out var known)) return known;
        var found = Find(session, CKO.CKO_PRIVATE_KEY, Named(name));
        if (found.Count != 1)
        {
            throw new KeyUnavailableException(found.Count == 0
                ? $"The token holds no private key \"{name}\"."
                : $"The token holds {found.Count} private keys \"{name}\"; name one by its id ({IdPrefix}…).");
        }

        return session.Keys[name] = found[0];
    }

    /// <summary>Certificates in the token: those of the key with this name first.</summary>
    public static IReadOnlyList<Certificate> Certificates(OpenSession session, string name)
    {
        var id = session.Session.GetAttributeValue(PrivateKey(session, name), [CKA.CKA_ID])[0];
        var own = id.CannotBeRead || id.GetValueAsByteArray() is not { Length: > 0 } octets ? [] : Find(session, CKO.CKO_CERTIFICATE, Attribute(CKA.CKA_ID, octets));
        if (own.Count == 0) own = Find(session, CKO.CKO_CERTIFICATE, Named(name));
        return [.. own.Concat(Find(session, CKO.CKO_CERTIFICATE, null)).Select(found => Read(session, found)).OfType<Certificate>().Distinct()];
    }

    /// <summary>True: the token asks for the PIN before each signature of this key, which only a person can give.</summary>
    public static bool AsksEachTime(OpenSession session, IObjectHandle key)
    {
        var asks = session.Session.GetAttributeValue(key, [CKA.CKA_ALWAYS_AUTHENTICATE])[0];
        return !asks.CannotBeRead && asks.GetValueAsBool();
    }

    private static Certificate? Read(OpenSession session, IObjectHandle found)
    {
        var value = session.Session.GetAttributeValue(found, [CKA.CKA_VALUE])[0];
        return value.CannotBeRead || value.GetValueAsByteArray() is not { Length: > 0 } octets ? null : Certificate.Parse(octets);
    }

    private static List<IObjectHandle> Find(OpenSession session, CKO kind, IObjectAttribute? name)
    {
        var template = new List<IObjectAttribute> { TokenModule.Factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, kind) };
        if (name is not null) template.Add(name);
        return session.Session.FindAllObjects(template);
    }

    private static IObjectAttribute Named(string name) => name.StartsWith(IdPrefix, StringComparison.Ordinal)
        ? Attribute(CKA.CKA_ID, Convert.FromHexString(name[IdPrefix.Length..]))
        : TokenModule.Factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, name);

    private static IObjectAttribute Attribute(CKA type, byte[] value) => TokenModule.Factories.ObjectAttributeFactory.Create(type, value);
}
