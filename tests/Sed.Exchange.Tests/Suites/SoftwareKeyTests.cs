using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Suites;

public class SoftwareKeyTests
{
    public static TheoryData<string> Names => Authorities.SuiteNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_key_file_gives_the_key_its_certificate_and_the_chain_without_the_root(string name)
    {
        var suite = Suite.Find(name)!;
        var key = Authorities.SealKey(suite);
        Assert.Equal(Authorities.Seal(suite).Certificate, key.Certificate);
        Assert.Empty(key.Chain);
        Assert.Same(suite, key.Suite);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_password_is_said_to_be_one(string name)
    {
        var file = Authorities.Seal(Suite.Find(name)!).Pkcs12;
        var error = Assert.Throws<KeyFileException>(() => SoftwareKey.FromPkcs12(file, "wrong"));
        Assert.Contains("password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_Cyrillic_works()
    {
        var suite = Suite.Ecdsa;
        var key = suite.GenerateKey();
        var file = Pkcs12File.Write(key.ToPkcs8(), Authorities.Seal(suite).Certificate, [], "пароль");
        Assert.Single(Pkcs12File.Read(file, "пароль").Keys);
        Assert.Throws<KeyFileException>(() => Pkcs12File.Read(file, "????ль"));
    }

    [Fact]
    public void A_certificate_of_another_key_is_not_taken_for_the_keys_own()
    {
        var file = Pkcs12File.Write(Suite.Gost256.GenerateKey().ToPkcs8(), Authorities.Seal(Suite.Gost256).Certificate, [], "p");
        var error = Assert.Throws<KeyFileException>(() => SoftwareKey.FromPkcs12(file, "p"));
        Assert.Contains("belongs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rubbish_is_said_to_be_no_key_file()
    {
        var right = Authorities.Seal(Suite.Ecdsa).Pkcs12;
        byte[][] rubbish = [[], [0x30, 0x80], "not a key file"u8.ToArray(), right[..(right.Length / 2)]];
        foreach (var file in rubbish) Assert.Throws<KeyFileException>(() => SoftwareKey.FromPkcs12(file, Authorities.Password));
        for (var index = 0; index < right.Length; index += 31)
        {
            var altered = right.ToArray();
            altered[index] ^= 0x21;
            Assert.Throws<KeyFileException>(() => SoftwareKey.FromPkcs12(altered, Authorities.Password));
        }
    }
}
