using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Adapters.Tokens;

/// <summary>A private key in a token or HSM, over PKCS#11. It never leaves it; a token that was away is found again by itself.</summary>
public sealed class TokenKey : SigningKey
{
    private readonly Token _token;
    private readonly string _name;
    private readonly string _pin;
    private readonly TokenMechanism _mechanism;
    private readonly TokenOrder _order;
    private volatile string? _fault;

    private TokenKey(Token token, TokenPlace place, Certificate certificate, IReadOnlyList<Certificate> chain, TokenMechanism mechanism, Suite suite)
    {
        _token = token;
        _name = place.Key;
        _pin = place.Pin;
        _mechanism = mechanism;
        Certificate = certificate;
        Chain = chain;
        Suite = suite;
        _order = FindOrder();
    }

    /// <inheritdoc/>
    public override Certificate Certificate { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Certificate> Chain { get; }

    /// <inheritdoc/>
    public override Suite Suite { get; }

    /// <inheritdoc/>
    public override string? Fault => _fault;

    /// <summary>Logs in, finds key and certificate, and signs once to see that they belong together.</summary>
    /// <exception cref="KeyFileException">Library, token, PIN, key or certificate cannot be used; says which.</exception>
    public static TokenKey Open(TokenPlace place)
    {
        try
        {
            var token = TokenModule.At(place.Library).Find(place.Token);
            var (certificates, offered) = token.Use(place.Pin, session => Look(session, place));
            if (certificates.Count == 0) throw new KeyFileException($"The token \"{place.Token}\" holds no certificate of the key \"{place.Key}\"; name a file.");
            var suite = Suite.Of(certificates[0]) ?? throw new KeyFileException($"No suite takes the key of the certificate {certificates[0].Subject}.");
            var mechanism = TokenMechanism.Of(suite);
            if (!offered.Contains(mechanism.Code)) throw new KeyFileException($"The token \"{place.Token}\" does not offer {mechanism.Name}, which {suite.Name} needs.");
            return new TokenKey(token, place, certificates[0], IssuerChain.Of(certificates[0], certificates), mechanism, suite);
        }
        catch (KeyUnavailableException unusable)
        {
            throw new KeyFileException(unusable.Message, unusable);
        }
    }

    /// <inheritdoc/>
    public override byte[] SignDigest(ReadOnlySpan<byte> digest)
    {
        if (digest.Length != Suite.DigestLength) throw new ArgumentException("The digest is not of the suite's length.", nameof(digest));
        try
        {
            var value = _order.Restore(Sign(digest, _order));

            // What a token says is believed as little as what a stranger says: a receipt that does not verify could never be taken back.
            if (!Suite.VerifyDigest(Certificate, digest, value)) throw new KeyUnavailableException($"The token's signature with \"{_name}\" does not verify with its certificate.");
            _fault = null;
            return value;
        }
        catch (KeyUnavailableException unavailable)
        {
            _fault = unavailable.Message;
            throw;
        }
    }

    private TokenOrder FindOrder()
    {
        var digest = Suite.Digest(Certificate.Der).Value;
        foreach (var sameInput in _mechanism.Orders.GroupBy(order => order.DigestReversed))
        {
            var value = Sign(digest, sameInput.First());
            foreach (var order in sameInput)
            {
                if (Suite.VerifyDigest(Certificate, digest, order.Restore(value))) return order;
            }
        }

        throw new KeyFileException($"What the token signs with \"{_name}\" does not verify with the certificate {Certificate.Subject}: another key's, or a kind of signature that is not known.");
    }

    private byte[] Sign(ReadOnlySpan<byte> digest, TokenOrder order)
    {
        var input = _mechanism.Input(digest, order);
        return _token.Use(_pin, session =>
        {
            using var mechanism = TokenModule.Factories.MechanismFactory.Create(_mechanism.Code);
            return session.Session.Sign(mechanism, TokenObjects.PrivateKey(session, _name), input);
        });
    }

    private static (IReadOnlyList<Certificate> Certificates, HashSet<ulong> Offered) Look(OpenSession session, TokenPlace place)
    {
        var key = TokenObjects.PrivateKey(session, place.Key);
        if (TokenObjects.AsksEachTime(session, key))
            throw new KeyUnavailableException($"The token asks for the PIN before each signature of \"{place.Key}\" (CKA_ALWAYS_AUTHENTICATE); a node cannot use such a key.");
        return (
            place.Certificates.Count > 0 ? place.Certificates : TokenObjects.Certificates(session, place.Key),
            [.. session.Slot.GetMechanismList().Select(code => (ulong)code)]);
    }
}
